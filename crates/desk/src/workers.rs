//! What a desk does by itself while it is served: fetches the mailboxes, sends what is in the outbox, answers while nobody
//! is there, tells whoever is on call of emergencies, looks at what time alone changes, and sweeps what is left over.

use std::future::Future;

use tokio::sync::oneshot;

use crate::acknowledge;
use crate::alert::Bell;
use crate::desk::Desk;
use crate::fetch::Fetcher;
use crate::leftovers;
use crate::outbox::Worker;
use crate::outbox::smtp::Manners;
use crate::sweep;

/// Runs the workers until `shutdown` is ready; then nothing more is claimed, and dialogues with the relay that are under
/// way have half a minute to end.
///
/// # Errors
/// When TLS cannot be set up; never in practice.
pub async fn run(desk: &Desk, desk_at: &str, shutdown: impl Future<Output = ()> + Send) -> Result<(), rustls::Error> {
    let worker = Worker::new(desk.clone())?;
    let bell = Bell::new(desk.clone(), Manners::usual()?, desk_at);
    let fetcher = Fetcher::new(desk.clone())?;
    let (stop, stopped) = oneshot::channel::<()>();
    let (stop_fetching, stopped_fetching) = oneshot::channel::<()>();
    // Dropped or sent, both mean that it is time.
    let sending = worker.work_until(async move { drop(stopped.await) });
    let fetching = fetcher.work_until(async move { drop(stopped_fetching.await) });
    let both = async { tokio::join!(sending, fetching) };
    tokio::pin!(both);
    tokio::select! {
        _ = &mut both => return Ok(()),
        () = sweep::run(desk) => {}
        () = acknowledge::run(desk) => {}
        () = leftovers::run(desk) => {}
        () = bell.run() => {}
        () = shutdown => {}
    }
    drop((stop, stop_fetching));
    both.await;
    Ok(())
}
