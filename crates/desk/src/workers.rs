//! What a desk does by itself while it is served: sends what is in the outbox, answers while nobody is there, and looks at what time alone changes.

use std::future::Future;

use tokio::sync::oneshot;

use crate::acknowledge;
use crate::desk::Desk;
use crate::outbox::Worker;
use crate::sweep;

/// Runs the workers until `shutdown` is ready; then nothing more is claimed, and dialogues with the relay that are under
/// way have half a minute to end.
///
/// # Errors
/// When TLS cannot be set up; never in practice.
pub async fn run(desk: &Desk, shutdown: impl Future<Output = ()> + Send) -> Result<(), rustls::Error> {
    let worker = Worker::new(desk.clone())?;
    let (stop, stopped) = oneshot::channel::<()>();
    let sending = worker.work_until(async move {
        // Dropped or sent, both mean that it is time.
        let _ = stopped.await;
    });
    tokio::pin!(sending);
    tokio::select! {
        () = &mut sending => return Ok(()),
        () = sweep::run(desk) => {}
        () = acknowledge::run(desk) => {}
        () = shutdown => {}
    }
    drop(stop);
    sending.await;
    Ok(())
}
