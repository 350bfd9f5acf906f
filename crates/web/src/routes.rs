//! Every address of the desk and what answers it. The list is data, so that a test can walk it.

use std::convert::Infallible;
use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::routing::{MethodRouter, get, post};
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::timeout::TimeoutLayer;

use crate::desk::settings::mailboxes;
use crate::desk::{
    beginning, client, composer, conversation, events, inbox, message, notifications, outbox, palette, people,
    presence, rereading, rulebook, search, second_look, sender, series, set_up, settings, sign_in, step, tags, today,
};
use crate::site::Site;
use crate::{api, asset, health, public};

/// One address.
struct Route {
    path: &'static str,
    post: bool,
    /// Takes files: more than a form, and longer.
    takes_files: bool,
    handler: MethodRouter<Site>,
}

/// Largest form that is read.
const LARGEST: usize = 2 * 1024 * 1024;
/// How long a handler may take.
const LONGEST: Duration = Duration::from_secs(30);
/// Largest form with files; how much may go along with a mail is said sooner, by the desk.
const LARGEST_WITH_FILES: usize = 250 * 1024 * 1024;
/// How long files may take to arrive.
const LONGEST_WITH_FILES: Duration = Duration::from_secs(30 * 60);

fn see(path: &'static str, handler: MethodRouter<Site>) -> Route {
    Route { path, post: false, takes_files: false, handler }
}

fn act(path: &'static str, handler: MethodRouter<Site>) -> Route {
    Route { path, post: true, takes_files: false, handler }
}

fn act_with_files(path: &'static str, handler: MethodRouter<Site>) -> Route {
    Route { path, post: true, takes_files: true, handler }
}

/// All of them.
fn all() -> Vec<Route> {
    let mut routes = pages();
    routes.extend(acts_on_conversations());
    routes.extend(acts_on_steps());
    routes.extend(acts_on_drafts());
    routes.extend(other_acts());
    routes.extend(acts_on_mailboxes());
    routes.extend(open_doors());
    routes
}

fn pages() -> Vec<Route> {
    vec![
        see("/", get(today::show::show)),
        see("/inbox", get(inbox::show::show)),
        see("/conversations/new", get(beginning::show::show)),
        see("/conversations/{id}", get(conversation::show::show)),
        see("/conversations/{id}/rereading", get(rereading::show)),
        see("/conversations/{id}/series", get(series::show::show)),
        see("/messages/{id}/body", get(message::body)),
        see("/messages/{id}/source", get(message::source)),
        see("/held/{id}/source", get(message::held_source)),
        see("/attachments/{id}", get(message::attachment)),
        see("/attachments/{id}/preview", get(message::preview)),
        see("/clients", get(client::show::all)),
        see("/clients/{id}", get(client::show::one)),
        see("/search", get(search::show::show)),
        see("/palette", get(palette::find)),
        see("/people", get(people::find)),
        see("/people/warnings", get(people::warnings)),
        see("/rulebook", get(rulebook::show::all)),
        see("/rulebook/{code}", get(rulebook::show::one)),
        see("/outbox", get(outbox::show::show)),
        see("/drafts/{id}", get(second_look::show::one)),
        see("/settings/me", get(settings::mine::show_me)),
        see("/settings/sessions", get(settings::mine::show_sessions)),
        see("/settings/desk", get(settings::desk_and_hours::show_desk)),
        see("/settings/hours", get(settings::desk_and_hours::show_hours)),
        see("/settings/mail", get(settings::mail::show)),
        see("/settings/people", get(settings::people::show)),
        see("/settings/people/{id}", get(settings::away::show)),
        see("/settings/saved-replies", get(settings::replies::show)),
        see("/settings/keys", get(settings::keys::show)),
        see("/settings/relay", get(settings::relay::show)),
        see("/settings/mailboxes", get(mailboxes::show)),
        see("/settings/mailboxes/new/{id}", get(mailboxes::connect::show)),
        see("/settings/mailboxes/signed-in", get(mailboxes::signing_in::come_back)),
        see("/settings/mailboxes/registrations", get(mailboxes::registrations::show)),
        see("/settings/mailboxes/signing", get(mailboxes::signing::show)),
        see("/settings/mailboxes/{id}", get(mailboxes::edit::show)),
        see("/events", get(events::listen)),
        see("/notifications", get(notifications::since)),
        see("/presence", get(presence::everywhere)),
        see("/tags", get(tags::all)),
    ]
}

fn acts_on_conversations() -> Vec<Route> {
    use conversation::{acts, put_aside, regroup, write};
    vec![
        act_with_files("/conversations/{id}/answers", post(write::answer)),
        act_with_files("/conversations/{id}/holding-replies", post(write::hold_off)),
        act_with_files("/conversations/{id}/beginning", post(beginning::show::send)),
        act_with_files("/conversations/{id}/files", post(composer::files::add)),
        act_with_files("/conversations/{id}/files/removal", post(composer::files::remove)),
        act("/conversations/{id}/drafts/removal", post(beginning::show::discard)),
        act("/messages/{id}/passing-on", post(beginning::show::pass_on)),
        act("/conversations/{id}/notes", post(write::note)),
        act("/conversations/{id}/notes/{note}/removal", post(write::unnote)),
        act("/conversations/{id}/drafts", post(write::draft)),
        act_with_files("/conversations/{id}/rest", post(rereading::put_off)),
        act("/conversations/{id}/rereading/removal", post(rereading::throw_away)),
        act("/conversations/{id}/rereading/removal/removal", post(rereading::bring_back)),
        act("/conversations/{id}/checks", post(composer::checks::look)),
        act("/conversations/{id}/tags", post(acts::tag)),
        act("/conversations/{id}/tags/removal", post(acts::untag)),
        act("/conversations/{id}/snooze", post(put_aside::snooze)),
        act("/conversations/{id}/snooze/removal", post(put_aside::wake)),
        act("/conversations/{id}/assignment", post(acts::assign)),
        act("/conversations/{id}/assignment/removal", post(acts::unassign)),
        act("/conversations/{id}/settlement", post(acts::settle)),
        act("/conversations/{id}/settlement/removal", post(acts::unsettle)),
        act("/conversations/{id}/seen", post(acts::seen)),
        act("/messages/{id}/voucher", post(acts::vouch)),
        act("/conversations/{id}/merger", post(regroup::merge)),
        act("/conversations/{id}/merger/removal", post(regroup::take_apart)),
        act("/conversations/{id}/split", post(regroup::split)),
        act("/conversations/{id}/split/removal", post(regroup::join_again)),
        act("/conversations/{id}/client", post(regroup::move_over)),
        act("/conversations/{id}/client/removal", post(regroup::move_back)),
        act("/conversations/{id}/spam", post(regroup::spam)),
        act("/conversations/{id}/spam/removal", post(regroup::not_spam)),
        act("/conversations/{id}/presence", post(presence::here)),
        act_with_files("/conversations/{id}/steps", post(composer::steps::more)),
        act("/conversations/{id}/steps/found", post(composer::steps::found)),
        act("/promises/{id}/waiver", post(acts::waive)),
        act("/promises/{id}/waiver/removal", post(acts::unwaive)),
        act("/inbox/bulk", post(inbox::bulk::act)),
        act("/inbox/held", post(inbox::held::act)),
        act("/held/{id}/retrial", post(inbox::held::retry)),
        act("/held/{id}/acceptance", post(inbox::held::accept)),
        act("/held/{id}/disposal", post(inbox::held::throw_away)),
        act("/held/{id}/disposal/removal", post(inbox::held::take_back)),
        act("/inbox/bulk/{id}/removal", post(inbox::bulk::take_back)),
        act("/senders", post(sender::block)),
        act("/senders/removal", post(sender::let_in)),
        act("/outbox/{id}/undo", post(outbox::act::undo)),
        act("/outbox/{id}/now", post(outbox::act::now)),
        act("/outbox/{id}/resolution", post(outbox::act::resolution)),
        act("/outbox/ways/removal", post(outbox::act::try_again)),
        act("/bounced-addresses/removal", post(outbox::act::address_works)),
    ]
}

fn acts_on_steps() -> Vec<Route> {
    vec![
        act("/steps/{id}/done", post(step::done)),
        act("/steps/{id}/done/removal", post(step::undone)),
        act("/steps/{id}/day", post(step::day)),
        act("/steps/{id}/reminder", post(step::remind)),
        act("/steps/{id}/agreement", post(step::agree)),
        act("/steps/{id}/agreement/removal", post(step::decline)),
    ]
}

fn acts_on_drafts() -> Vec<Route> {
    use second_look::act as look;
    vec![
        act_with_files("/conversations/{id}/saved-replies", post(settings::replies::put_in)),
        act_with_files("/conversations/{id}/second-looks", post(look::ask)),
        act_with_files("/conversations/{id}/series", post(series::act::begin)),
        act("/conversations/{id}/series/changes", post(series::act::change)),
        act("/conversations/{id}/series/removal", post(series::act::join_all)),
        act("/conversations/{id}/series/sending", post(series::act::send)),
        act("/conversations/{id}/series/rest", post(series::act::put_off)),
        act("/conversations/{id}/series/second-looks", post(series::act::ask)),
        act("/gate/words", post(look::weigh)),
        act("/gate/words/removal", post(look::forget_words)),
        act("/drafts/{id}/sending", post(look::let_go)),
        act("/drafts/{id}/second-look", post(look::say)),
        act("/drafts/{id}/second-looks/removal", post(look::ask_no_more)),
    ]
}

fn other_acts() -> Vec<Route> {
    vec![
        act("/clients/{id}/name", post(client::act::rename)),
        act("/clients/{id}/merger", post(client::act::merge)),
        act("/clients/{id}/rules", post(client::act::set_term)),
        act("/clients/{id}/checks", post(client::act::set_levels)),
        act("/clients/{id}/contacts", post(client::people::add)),
        act("/clients/{id}/contacts/{contact}", post(client::people::edit)),
        act("/clients/{id}/contacts/{contact}/removal", post(client::people::remove)),
        act("/clients/{id}/contacts/{contact}/removal/removal", post(client::people::put_back)),
        act("/rulebook/{code}/settings", post(rulebook::show::save)),
        act("/settings/me", post(settings::mine::save_me)),
        act("/settings/me/signatures", post(settings::mine::save_signatures)),
        act("/settings/me/password", post(settings::mine::save_password)),
        act("/settings/me/passkeys/challenge", post(sign_in::show::add_passkey_begin)),
        act("/settings/me/passkeys", post(sign_in::show::add_passkey)),
        act("/settings/me/passkeys/{id}/removal", post(settings::mine::remove_passkey)),
        act("/settings/sessions/{id}/removal", post(settings::mine::end_session)),
        act("/settings/desk", post(settings::desk_and_hours::save_desk)),
        act("/settings/desk/files", post(settings::desk_and_hours::save_files)),
        act("/settings/hours", post(settings::desk_and_hours::save_hours)),
        act("/settings/mail", post(settings::mail::save)),
        act("/settings/people", post(settings::people::add)),
        act("/settings/people/{id}/removal", post(settings::people::disable)),
        act("/settings/people/{id}/hours", post(settings::away::set_hours)),
        act("/settings/people/{id}/absences", post(settings::away::add)),
        act("/settings/people/{id}/absences/{absence}/removal", post(settings::away::remove)),
        act("/settings/people/{id}/on-call", post(settings::away::set_on_call)),
        act("/settings/alert-trials", post(settings::away::try_alert)),
        act("/whereabouts", post(settings::away::say_away)),
        act("/whereabouts/removal", post(settings::away::say_here)),
        act("/settings/saved-replies", post(settings::replies::add)),
        act("/settings/saved-replies/{id}", post(settings::replies::edit)),
        act("/settings/saved-replies/{id}/removal", post(settings::replies::remove)),
        act("/settings/saved-replies/{id}/removal/removal", post(settings::replies::take_back)),
        act("/settings/keys", post(settings::keys::make)),
        act("/settings/keys/{id}/removal", post(settings::keys::withdraw)),
        act("/settings/relay", post(settings::relay::save)),
        act("/settings/relay/test", post(settings::relay::test)),
        act("/sign-out", post(sign_in::show::sign_out)),
    ]
}

fn acts_on_mailboxes() -> Vec<Route> {
    use mailboxes::{connect, edit, registrations, signing, signing_in};
    vec![
        act("/settings/mailboxes", post(mailboxes::begin)),
        act("/settings/mailboxes/new/{id}/trial", post(connect::try_out)),
        act("/settings/mailboxes/new/{id}/sign-in", post(signing_in::to_connect)),
        act("/settings/mailboxes/new/{id}/code", post(connect::code)),
        act("/settings/mailboxes/new/{id}/back", post(connect::back)),
        act("/settings/mailboxes/new/{id}/connection", post(connect::finish)),
        act("/settings/mailboxes/{id}", post(edit::save)),
        act("/settings/mailboxes/{id}/pause", post(edit::pause)),
        act("/settings/mailboxes/{id}/pause/removal", post(edit::resume)),
        act("/settings/mailboxes/{id}/sign-in", post(signing_in::again_for)),
        act("/settings/mailboxes/{id}/removal", post(edit::remove)),
        act("/settings/mailboxes/signing", post(signing::make)),
        act("/settings/mailboxes/signing/{id}/look", post(signing::look)),
        act("/settings/mailboxes/signing/{id}/use", post(signing::begin)),
        act("/settings/mailboxes/signing/{id}/removal", post(signing::remove)),
        act("/settings/mailboxes/registrations/{code}", post(registrations::save)),
        act("/settings/mailboxes/registrations/{code}/removal", post(registrations::remove)),
    ]
}

/// What anybody may ask: the way in, what pages load, what a watcher asks. All others take an `Asked`.
fn open_doors() -> Vec<Route> {
    vec![
        see("/sign-in", get(sign_in::show::show)),
        act("/sign-in", post(sign_in::show::with_password)),
        see("/sign-in/link", get(sign_in::show::show_link)),
        act("/sign-in/link", post(sign_in::show::with_link)),
        act("/sign-in/passkey/challenge", post(sign_in::show::passkey_begin)),
        act("/sign-in/passkey", post(sign_in::show::with_passkey)),
        see("/set-up", get(set_up::show::show)),
        act("/set-up", post(set_up::show::finish)),
        see("/s/{token}", get(public::step::show)),
        act("/s/{token}/done", post(public::step::done)),
        act("/s/{token}/done/removal", post(public::step::undone)),
        act("/s/{token}/words", post(public::step::say)),
        see("/assets/{*name}", get(asset::show)),
        see("/healthz", get(health::alive)),
        see("/readyz", get(health::ready)),
        see("/metrics", get(health::metrics)),
    ]
}

/// Every address, and whether it is acted on (POST) rather than looked at.
pub fn addresses() -> Vec<(&'static str, bool)> {
    all().into_iter().map(|route| (route.path, route.post)).chain(api::addresses()).collect()
}

/// The router of all routes, each with its bounds of size and time, without what stands before them.
pub(crate) fn router() -> Router<Site> {
    all().into_iter().fold(Router::new(), |router, route| {
        let (size, time) =
            if route.takes_files { (LARGEST_WITH_FILES, LONGEST_WITH_FILES) } else { (LARGEST, LONGEST) };
        let bounded = route
            .handler
            .layer::<_, Infallible>(DefaultBodyLimit::max(size))
            .layer::<_, Infallible>(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, time))
            .layer::<_, Infallible>(RequestBodyLimitLayer::new(size));
        router.route(route.path, bounded)
    })
}
