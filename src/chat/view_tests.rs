//! What people read, word by word.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use super::page::Page;
use super::{view_call, view_event, view_problem, view_state, view_trace};
use crate::bot::{Channel, CodeHook, Content, Fault, LinkTarget, Scope, TileDisplay};
use crate::engine::{
    CodePlace, Event, Identity, Input, Message, MessageBody, Part, Problem, Session, Unplayed, advance,
};
use crate::integration::{Answer, AnswerSource, Answered, HttpRequest, NoAnswer, Secrets};
use crate::linked::{
    ChoiceKind, InteractionId, Layout, LinkedBot, Names, Offer, OfferedChoice, OfferedGroup, link,
};
use crate::load::{MemoryFiles, load_bot};
use crate::play::{CallRecord, Happened};
use crate::script::{Failure, FailureKind};
use crate::source::Sources;
use crate::terminal::Terminal;

const BOT: &str = r#"bot: Library
environment: { desk: "${DESK}" }
integrations:
  - api: Catalogue
    method: GET
    url: "https://books.example.com/find"
    mock: [{ respond: { status: 200 } }]
dialogs:
  - dialog: Lending
    interactions:
      - dialog_starter: { patterns: ["*book*", "borrow*"], exclude: [cook] }
      - text_question: Which book, please?
        name: title
        fallback: A title has letters.
        rules:
          - pattern: "*nothing*"
            next: end
          - regex: ^\d+$
            next: title
          - regex: ^[A-Za-z ]+$
            name: a title
            set: { title: "{$userMessage}" }
            and: [{ variable: member, equals: "yes" }]
      - integration: Catalogue
        name: look
      - text: "It is {$botContext.state}."
        name: answer
  - dialog: Returning
    enabled: false
    interactions:
      - dialog_starter: { patterns: ["*book back*"] }
      - file_upload: A photo, please.
        name: photo
"#;

struct Desk {
    bot: Arc<LinkedBot>,
    sources: Sources,
    secrets: Secrets,
}

impl Desk {
    fn happened(&self, events: Vec<Event>) -> Vec<Happened> {
        events.into_iter().map(|event| Happened { bot: self.bot.clone(), event }).collect()
    }

    fn new() -> Self {
        let mut sources = Sources::default();
        let files = MemoryFiles::default().with("bot.yaml", BOT);
        let loaded = load_bot("bot.yaml", &files, &mut sources);
        assert!(loaded.diagnostics.is_empty(), "{:?}", loaded.diagnostics);
        let bot = link(&Names::new(&loaded.bot.unwrap()), &|_| Some("sesame".to_owned())).unwrap();
        let secrets = Secrets::new(bot.secrets.iter().map(|(_, value)| value));
        Self { bot: Arc::new(bot), sources, secrets }
    }

    fn page(&self) -> Page<'_> {
        let terminal = Terminal::plain();
        Page {
            bot: &self.bot,
            sources: &self.sources,
            secrets: &self.secrets,
            terminal,
            names_bots: false,
            wraps: false,
        }
    }

    fn narrow(&self) -> Page<'_> {
        Page { terminal: Terminal { width: 30, ..Terminal::plain() }, wraps: true, ..self.page() }
    }

    fn id(&self, name: &str) -> InteractionId {
        self.bot.find_interaction(name).unwrap()
    }

    fn message(&self, text: &str, body: MessageBody) -> Event {
        let (from, at) = (Some(self.id("answer")), Duration::ZERO);
        Event::Message(Message { text: Arc::from(text), body, from, part: Part::Content, at, metadata: None })
    }

    fn call(&self, request: HttpRequest, result: Result<Answered, NoAnswer>) -> CallRecord {
        let integration = self.bot.find_integration("Catalogue").unwrap();
        let fault = matches!(result, Err(NoAnswer::Failed(_))).then_some(Fault::Timeout);
        let (elapsed, source) = (Duration::ZERO, AnswerSource::Live);
        let answer = Answer { result, elapsed, source, fault, nearest: None, curl: None };
        CallRecord { bot: self.bot.clone(), integration, request, file_type: None, answer }
    }
}

fn choice(label: &str, url: Option<&str>) -> OfferedChoice {
    OfferedChoice { label: Arc::from(label), url: url.map(Arc::from), ..OfferedChoice::default() }
}

fn request() -> HttpRequest {
    HttpRequest {
        integration: "Catalogue".to_owned(),
        method: "POST".to_owned(),
        url: "https://books.example.com/find?q=1".to_owned(),
        params: vec![("q".to_owned(), "1".to_owned()), ("key".to_owned(), "sesame".to_owned())],
        headers: vec![
            ("Accept".to_owned(), "application/json".to_owned()),
            ("Authorization".to_owned(), "Bearer unknown-token".to_owned()),
        ],
        body: Some("{\"title\": \"Emma\"}".to_owned()),
        file: None,
        timeout: Duration::from_secs(15),
    }
}

fn answered(body: &str) -> Answered {
    let headers = vec![("set-cookie".to_owned(), "id=7".to_owned())];
    Answered { status: 200, headers, body: Arc::from(body.as_bytes()) }
}

#[test]
fn bubbles_are_masked_and_cannot_steer_the_terminal() {
    let desk = Desk::new();
    let shown = |text: &str| view_event::event(&desk.page(), &desk.message(text, MessageBody::Text)).unwrap();
    insta::assert_snapshot!(shown("the word is sesame\nand \u{1b}[2Jnothing\u{7} else\u{202e}"), @r#"
    Bot: the word is ***
         and \u{1b}[2Jnothing\u{7} else\u{202e}
    "#);
    let image = desk.message("https://x.example/sesame.png", MessageBody::Image);
    insta::assert_snapshot!(view_event::event(&desk.page(), &image).unwrap(), @"[image] https://x.example/***.png");
}

#[test]
fn choices_are_numbered_and_narrow_windows_wrap() {
    let desk = Desk::new();
    let choices =
        [choice("Fiction", None), choice("Our shop\n", Some("https://shop.example.com/of/the/library"))];
    let message = desk.message(
        "Which of our many shelves would you like to see, reader of the Unausleihbarkeitsbescheinigungen?",
        MessageBody::Choices(Arc::new(Offer { layout: Layout::Buttons, choices: Box::new(choices) })),
    );
    insta::assert_snapshot!(view_event::event(&desk.page(), &message).unwrap(), @r#"
    Bot: Which of our many shelves would you like to see, reader of the Unausleihbarkeitsbescheinigungen?
      [1] Fiction
      [2] Our shop\n (opens https://shop.example.com/of/the/library)
    "#);
    insta::assert_snapshot!(view_event::event(&desk.narrow(), &message).unwrap(), @r#"
    Bot: Which of our many shelves
         would you like to see,
         reader of the
         Unausleihbarkeitsbeschein
         igungen?
      [1] Fiction
      [2] Our shop\n (opens
          https://shop.example.com
          /of/the/library)
    "#);
}

fn of_kind(label: &str, kind: ChoiceKind) -> OfferedChoice {
    OfferedChoice { kind, ..choice(label, None) }
}

/// Widths that people have, and the pipe.
fn at_widths(desk: &Desk, message: &Event) -> String {
    let terminal = |width| Terminal { width, ..Terminal::plain() };
    let pages = [
        desk.page(),
        Page { terminal: terminal(80), wraps: true, ..desk.page() },
        Page { terminal: terminal(40), wraps: true, ..desk.page() },
    ];
    let shown: Vec<_> = pages.iter().filter_map(|page| view_event::event(page, message)).collect();
    shown.join("\n----\n")
}

fn text(text: &str) -> Arc<str> {
    Arc::from(text)
}

#[test]
fn tiles_hold_together_at_every_width() {
    let desk = Desk::new();
    let long = "https://books.example.com/sesame/of/the/library/that/is/far/away/and/long.png";
    let page =
        OfferedChoice { kind: ChoiceKind::Tile, ..choice("Emma", Some("https://books.example.com/emma")) };
    let look = OfferedChoice {
        kind: ChoiceKind::Button,
        target: Some(LinkTarget::Slideout),
        ..choice("Look inside the book before you borrow it", Some("https://books.example.com/look"))
    };
    let choices = [page, of_kind("Borrow", ChoiceKind::Button), look, of_kind("Borrow", ChoiceKind::Button)];
    let tile = |title: &str, choices| OfferedGroup { title: text(title), choices, ..OfferedGroup::default() };
    let first = OfferedGroup {
        subtitle: Some(text("A novel in three volumes,\nwith a matchmaker of little fortune")),
        image: Some(text(long)),
        ..tile("Emma", 0..3)
    };
    let layout = Layout::Tiles {
        subtitle: Some(text("Two are on the shelf")),
        display: TileDisplay::Horizontal,
        tiles: Box::new([first, tile("Persuasion\u{1b}[2J", 3..4)]),
    };
    let offer = Offer { layout, choices: Box::new(choices) };
    let message = desk.message("Which novel?", MessageBody::Choices(Arc::new(offer)));
    insta::assert_snapshot!(at_widths(&desk, &message), @r#"
    Bot: Which novel?
         Two are on the shelf
      (2 tiles side by side)
      [1] Emma (opens https://books.example.com/emma)
        A novel in three volumes,
        with a matchmaker of little fortune
        [image] https://books.example.com/***/of/the/library/that/is/far/away/and/long.png
        [2] Borrow
        [3] Look inside the book before you borrow it (opens https://books.example.com/look in a slideout)
      Persuasion\u{1b}[2J
        [4] Borrow
    ----
    Bot: Which novel?
         Two are on the shelf
      (2 tiles side by side)
      [1] Emma (opens https://books.example.com/emma)
        A novel in three volumes,
        with a matchmaker of little fortune
        [image]
          https://books.example.com/***/of/the/library/that/is/far/away/and/long.png
        [2] Borrow
        [3] Look inside the book before you borrow it (opens
            https://books.example.com/look in a slideout)
      Persuasion\u{1b}[2J
        [4] Borrow
    ----
    Bot: Which novel?
         Two are on the shelf
      (2 tiles side by side)
      [1] Emma (opens
          https://books.example.com/emma)
        A novel in three volumes,
        with a matchmaker of little fortune
        [image]
          https://books.example.com/***/of/t
          he/library/that/is/far/away/and/lo
          ng.png
        [2] Borrow
        [3] Look inside the book before you
            borrow it (opens
            https://books.example.com/look
            in a slideout)
      Persuasion\u{1b}[2J
        [4] Borrow
    "#);
}

#[test]
fn pickers_hold_together_at_every_width() {
    let desk = Desk::new();
    let item = OfferedChoice {
        subtitle: Some(text("A novel of the Unausleihbarkeitsbescheinigung")),
        image: Some(text("https://books.example.com/emma.png")),
        ..of_kind("Emma", ChoiceKind::Item)
    };
    let section =
        |title: &str, choices| OfferedGroup { title: text(title), choices, ..OfferedGroup::default() };
    let layout = Layout::ListPicker {
        subtitle: Some(text("As many as you can carry, but not more than the reader before you did")),
        reply_title: Some(text("Your books")),
        multiple: true,
        sections: Box::new([section("Novels", 0..1), section("Poems", 1..2)]),
    };
    let offer = Offer { layout, choices: Box::new([item, of_kind("Marmion", ChoiceKind::Item)]) };
    let list = desk.message("Which books?", MessageBody::Choices(Arc::new(offer)));
    let layout = Layout::TimePicker {
        subtitle: None,
        event: Some(text("Returning Emma")),
        image: Some(text("https://books.example.com/desk.png")),
        timezone_offset: Some(60),
    };
    let time = OfferedChoice {
        duration: Some(Duration::from_secs(900)),
        ..of_kind("2026-04-30T13:30+0000", ChoiceKind::Time)
    };
    let offer = Offer { layout, choices: Box::new([time]) };
    let times = desk.message("When?", MessageBody::Choices(Arc::new(offer)));
    let chips: Vec<_> = ["Fiction", "Poems", "Plays", "Letters", "Maps"]
        .into_iter()
        .map(|label| of_kind(label, ChoiceKind::QuickReply))
        .collect();
    let layout = Layout::QuickReplies { per_row: Some(2) };
    let chips =
        desk.message("Shelf?", MessageBody::Choices(Arc::new(Offer { layout, choices: chips.into() })));
    let link = MessageBody::RichLink {
        url: text("https://books.example.com/shelves"),
        image: text("https://x.example/sesame.png"),
    };
    let link = desk.message("The shelves, one by one, in order", link);
    let shown: Vec<_> = [list, times, chips, link].iter().map(|message| at_widths(&desk, message)).collect();
    insta::assert_snapshot!(shown.join("\n====\n"), @r#"
    Bot: Which books?
         As many as you can carry, but not more than the reader before you did
      Novels
        [1] Emma
            A novel of the Unausleihbarkeitsbescheinigung
            [image] https://books.example.com/emma.png
      Poems
        [2] Marmion
      (several may be chosen: 1,2 or #1 #2)
    ----
    Bot: Which books?
         As many as you can carry, but not more than the reader before you did
      Novels
        [1] Emma
            A novel of the Unausleihbarkeitsbescheinigung
            [image] https://books.example.com/emma.png
      Poems
        [2] Marmion
      (several may be chosen: 1,2 or #1 #2)
    ----
    Bot: Which books?
         As many as you can carry, but not
         more than the reader before you did
      Novels
        [1] Emma
            A novel of the
            Unausleihbarkeitsbescheinigung
            [image]
              https://books.example.com/emma
              .png
      Poems
        [2] Marmion
      (several may be chosen: 1,2 or #1 #2)
    ====
    Bot: When?
      Returning Emma
        [image] https://books.example.com/desk.png
      [1] 2026-04-30T13:30+0000 (15m, 14:30 on the clocks there)
    ----
    Bot: When?
      Returning Emma
        [image] https://books.example.com/desk.png
      [1] 2026-04-30T13:30+0000 (15m, 14:30 on the clocks there)
    ----
    Bot: When?
      Returning Emma
        [image]
          https://books.example.com/desk.png
      [1] 2026-04-30T13:30+0000 (15m, 14:30
          on the clocks there)
    ====
    Bot: Shelf?
      [1] Fiction  [2] Poems
      [3] Plays  [4] Letters
      [5] Maps
    ----
    Bot: Shelf?
      [1] Fiction  [2] Poems
      [3] Plays  [4] Letters
      [5] Maps
    ----
    Bot: Shelf?
      [1] Fiction  [2] Poems
      [3] Plays  [4] Letters
      [5] Maps
    ====
    [rich link] The shelves, one by one, in order (opens https://books.example.com/shelves)
      [image] https://x.example/***.png
    ----
    [rich link] The shelves, one by one, in order (opens
      https://books.example.com/shelves)
      [image] https://x.example/***.png
    ----
    [rich link] The shelves, one by one, in
      order (opens
      https://books.example.com/shelves)
      [image] https://x.example/***.png
    "#);
}

#[test]
fn colours_do_not_cross_line_ends() {
    let desk = Desk::new();
    let page = Page {
        terminal: Terminal { color: true, width: 20, ..Terminal::plain() },
        wraps: true,
        ..desk.page()
    };
    let tiles =
        [OfferedGroup { title: text("A title of several lines"), choices: 0..1, ..OfferedGroup::default() }];
    let layout = Layout::Tiles { subtitle: None, display: TileDisplay::Vertical, tiles: Box::new(tiles) };
    let offer = Offer { layout, choices: Box::new([choice("Borrow", None)]) };
    let message = desk.message("Which novel, dear reader?", MessageBody::Choices(Arc::new(offer)));
    for line in view_event::event(&page, &message).unwrap().lines() {
        assert_eq!(line.matches("\u{1b}[0m").count() * 2, line.matches('\u{1b}').count(), "{line:?}");
    }
}

#[test]
fn what_happens_beside_messages() {
    let desk = Desk::new();
    let from = desk.id("answer");
    let events = [
        Event::PrivateMessage { text: Arc::from("for agents\nonly"), from: Some(from), metadata: None },
        Event::LinkOpened(Arc::from("https://shop.example.com")),
        Event::Transferred { skill: Arc::from("12"), agent: None, from },
        Event::Transferred { skill: Arc::from("12"), agent: Some(Arc::from("7")), from },
        Event::Closed { survey: true },
        Event::Closed { survey: false },
    ];
    let shown: Vec<_> = events.iter().filter_map(|event| view_event::event(&desk.page(), event)).collect();
    insta::assert_snapshot!(shown.join("\n"), @r#"
    [private] for agents
      only
    [link] https://shop.example.com
    [transferred to skill 12]
    [transferred to skill 12, agent 7]
    [closed, survey]
    [closed]
    "#);
}

#[test]
fn every_problem_says_what_where_and_what_to_do() {
    let desk = Desk::new();
    let [title, look, photo] = ["title", "look", "photo"].map(|name| desk.id(name));
    let text = |text: &str| Arc::<str>::from(text);
    let problems = [
        Problem::UnresolvedReference { reference: text("{$botContext.x}"), from: title },
        Problem::UnresolvedReference { reference: text("{$botContext.x}"), from: look },
        Problem::UploadGoesNowhere(photo),
        Problem::NoFileToSend(look),
        Problem::FileNotAwaited(text("sesame.pdf")),
        Problem::SkillIsNotANumber { skill: text("billing"), from: title },
        Problem::SkillIsNotANumber { skill: text(""), from: title },
        Problem::RegexFailed { from: title, reason: text("too many steps") },
        Problem::DialogDisabled(photo),
        Problem::NotOnChannel { content: Content::Tiles, channel: Channel::Sms, from: title },
        Problem::TooManyTiles { tiles: 12, from: title },
        Problem::TooManyChoices { most: 3, left_out: 2, channel: Channel::Facebook, from: title },
        Problem::LabelTooLong {
            label: text("sesame, open"),
            most: 20,
            channel: Channel::Facebook,
            from: title,
        },
        Problem::NotATime { text: text("soon"), from: title },
        Problem::NothingToTap { offered: 0 },
        Problem::NothingToTap { offered: 1 },
        Problem::OneTapOnly,
        Problem::EndlessLoop(look),
        Problem::ProfileNotSet { from: title, reason: text("it is no JSON") },
        Problem::StuckWithoutSkill(text("billing")),
        Problem::NothingToDisambiguate(title),
        failed(title, CodeHook::PreProcess, FailureKind::Thrown, false),
        failed(title, CodeHook::PostProcess, FailureKind::Syntax, false),
        failed(look, CodeHook::TransformResult, FailureKind::NotEs5, false),
        failed(title, CodeHook::ProcessUserResponse, FailureKind::TimeOut, true),
        failed(title, CodeHook::PreProcess, FailureKind::OutOfMemory, false),
        failed(title, CodeHook::PreProcess, FailureKind::StackOverflow, false),
        failed(title, CodeHook::PreProcess, FailureKind::TooMuch, false),
        Problem::CodeWarns { place: code(title), text: text("the title is cut") },
        Problem::UnknownTrigger { place: code(title), name: text("titel") },
    ];
    let page = desk.page();
    let shown: Vec<_> =
        problems.iter().map(|problem| page.alarm(&view_problem::problem(&page, problem))).collect();
    insta::assert_snapshot!(shown.join("\n"), @r#"
    ! `{$botContext.x}` in `title` (bot.yaml:12) is not set, so the consumer reads it as it is written: set it before, or correct its name
    ! `{$botContext.x}` in `look` (bot.yaml:24) is not set, so the service gets it as it is written: set it before, or correct its name
    ! the file cannot go anywhere: `photo` (bot.yaml:32) is not followed by an Integration of type File; put one right after it
    ! `look` (bot.yaml:24) sends the consumer's file on, but there is none: it must come right after a File Upload, and be reached through it
    ! no file is awaited, so the bot never sees `***.pdf`: send it when a File Upload asks for one
    ! the skill `billing` of `title` (bot.yaml:12) is not a number, so nobody takes over and the consumer stays with the bot: write the skill's number, not its name
    ! `title` (bot.yaml:12) has no skill, so nobody takes over and the consumer stays with the bot: write the skill's number
    ! a regular expression of `title` (bot.yaml:12) gave up, so its rule does not match: too many steps
    ! the flow jumps to `photo` (bot.yaml:32), but the dialog `Returning` (bot.yaml:28) is disabled, so it ends there: enable the dialog, or jump elsewhere
    ! the channel `sms` does not support tiles, so the consumer does not see what `title` (bot.yaml:12) shows: ask another way there, or play another channel with /channel
    ! `title` (bot.yaml:12) has 12 tiles, and the platform shows 10: the consumer does not see the last 2
    ! the channel `facebook` shows at most 3 choices in one place, so the consumer does not see 2 of `title` (bot.yaml:12): offer fewer
    ! the label "***, open" of `title` (bot.yaml:12) is longer than the 20 characters that the channel `facebook` takes: shorten it
    ! "soon" of `title` (bot.yaml:12) is no time such as `2026-04-30T13:30+0000`, so the time picker does not show it: write it in GMT, in that form
    ! nothing is offered to tap, so the bot does not see the tap
    ! there is no such choice, so the bot does not see the tap: 1 choice is offered
    ! only one choice can be tapped here, so the bot does not see the taps: list pickers with `multiple` take several
    ! the flow goes round in a circle at `look` (bot.yaml:24) without saying anything, so the consumer hears nothing more: let one of the next actions lead to a message or an end
    ! `title` (bot.yaml:12) does not set the consumer's profile, since it is no JSON: write SET_USER_PROFILE | {"firstName": "Ada", "lastName": "Lovelace"}
    ! the conversation is stuck, and nobody takes over, since `billing` is not a skill's number: write `escalation_skill_id_on_stuck_conversation` in the connector
    ! `title` (bot.yaml:12) has no intents to offer, so nothing is asked and the flow goes on: only a message that may mean several intents leads there, not a jump
    ! the `pre_process` code of `title` (bot.yaml:12) throws: what happened; what it did before stays done, and the flow goes on (look there)
    ! the `post_process` code of `title` (bot.yaml:12) is no JavaScript: what happened; none of it runs (look there)
    ! the `transform_result` code of `look` (bot.yaml:24) is not ES5, which `es5: error` refuses: what happened; none of it runs (look there)
    ! the code of the global functions, which runs before the `process_user_response` code of `title` (bot.yaml:12), is given up after 5 seconds: what happened; what it did before stays done, and the flow goes on (look there)
    ! the `pre_process` code of `title` (bot.yaml:12) takes too much memory: what happened; what it did before stays done, and the flow goes on (look there)
    ! the `pre_process` code of `title` (bot.yaml:12) calls itself too deeply: what happened; what it did before stays done, and the flow goes on (look there)
    ! the `pre_process` code of `title` (bot.yaml:12) does too much: what happened; what it did before stays done, and the flow goes on (look there)
    ! the `pre_process` code of `title` (bot.yaml:12): the title is cut
    ! the `pre_process` code of `title` (bot.yaml:12) lets the flow go to `titel`, but no interaction has that name, so the flow goes on as without it; did you mean `title`?
    "#);
}

fn code(interaction: InteractionId) -> CodePlace {
    CodePlace { interaction: Some(interaction), hook: Some(CodeHook::PreProcess) }
}

fn failed(id: InteractionId, hook: CodeHook, kind: FailureKind, in_functions: bool) -> Problem {
    let place = CodePlace { interaction: Some(id), hook: Some(hook) };
    let help = Some(Arc::from("look there"));
    let failure = Failure { kind, message: Arc::from("what happened"), at: None, in_functions, help };
    Problem::CodeFailed { place, failure: Arc::new(failure) }
}

#[test]
fn everything_that_is_not_simulated_is_named() {
    let desk = Desk::new();
    let id = desk.id("title");
    let all = [Unplayed::Interaction(id, "audio"), Unplayed::Dialog(id, "file_upload_dialog")];
    let page = desk.page();
    let shown: Vec<_> = all.iter().map(|what| page.alarm(&view_problem::unplayed(&page, what))).collect();
    insta::assert_snapshot!(shown.join("\n"), @r#"
    ! `audio` is not simulated yet: the flow stops at `title` (bot.yaml:12); /goto goes on elsewhere
    ! dialogs of kind `file_upload_dialog` are not simulated yet: the flow stops before `title` (bot.yaml:12); /goto goes on elsewhere
    "#);
}

#[test]
fn why_tells_rules_that_failed_and_starters_that_lost() {
    let desk = Desk::new();
    let mut session = Session::new(Identity::default());
    let mut turn = |number, text: &str| {
        let events = advance(&desk.bot, &mut session, Input::Text(Arc::from(text)));
        view_trace::why(&desk.page(), number, &desk.happened(events), &[])
    };
    insta::assert_snapshot!(turn(1, "borrow a cook book"), @r#"
    Turn 1
      the consumer says "borrow a cook book"
      no question waits, so the dialog starters decide
      no starter takes the message (2 patterns tried)
        pattern `*book*` of `Lending` (bot.yaml:9): no, an exclude keyword forbids it
        pattern `borrow*` of `Lending` (bot.yaml:9): no, an exclude keyword forbids it
      nothing understands the message, and there is no fallback: the platform's text is sent
      sends the platform's own text: "Not able to understand your question. Can you please re-phra…"
      nothing is pending: the next message goes to the dialog starters
    "#);
    insta::assert_snapshot!(turn(2, "borrow a book"), @r#"
    Turn 2
      the consumer says "borrow a book"
      no question waits, so the dialog starters decide
      starter pattern `*book*` of `Lending` (bot.yaml:9) matches
      enters the dialog `Lending` (bot.yaml:9)
      plays the Dialog Starter at bot.yaml:11
      plays Text question `title` (bot.yaml:12)
      sends the content of `title` (bot.yaml:12): "Which book, please?"
      waits at `title` (bot.yaml:12)
    "#);
    insta::assert_snapshot!(turn(3, "Emma sesame"), @r#"
    Turn 3
      the consumer says "Emma ***"
      `title` (bot.yaml:12) waits, so it is asked first
      rule 1 (bot.yaml:16) pattern `*nothing*`: no, the whole message is not like that
      rule 2 (bot.yaml:18) regex `^\d+$`: no, it does not match the message
      rule 3 `a title` (bot.yaml:20) regex `^[A-Za-z ]+$`: yes, but `member` must equal "yes", and it is not set
      no starter takes the message (2 patterns tried)
      nothing understands the message: the fallback message of `title` (bot.yaml:12) is sent
      sends the fallback message of `title` (bot.yaml:12): "A title has letters."
      waits at `title` (bot.yaml:12)
    "#);
}

#[test]
fn no_part_of_a_secret_is_left_where_a_text_is_cut() {
    let desk = Desk::new();
    let mut session = Session::new(Identity::default());
    for before in 50..62 {
        let text = format!("{}sesame", "x".repeat(before));
        let events = advance(&desk.bot, &mut session, Input::Text(Arc::from(text)));
        let shown = view_trace::why(&desk.page(), 1, &desk.happened(events), &[]);
        assert!(!shown.contains("xs"), "{shown}");
    }
}

#[test]
fn variables_are_shown_by_scope_and_masked() {
    let desk = Desk::new();
    let mut session = Session::new(Identity::default());
    insta::assert_snapshot!(view_state::stack(&desk.page(), &session), @"! no dialog is under way: the next message goes to the dialog starters");
    advance(&desk.bot, &mut session, Input::Text(Arc::from("borrow")));
    session.set_variable(Arc::from("card"), Arc::from("sesame-7\u{1b}[m"), Scope::Session);
    session.set_variable(Arc::from("page"), Arc::from("3"), Scope::Dialog);
    insta::assert_snapshot!(view_state::variables(&desk.page(), &session), @r#"
    session variables
      card = ***-7\u{1b}[m
    dialog variables
      page = 3
    environment
      desk = ***
    "#);
    insta::assert_snapshot!(view_state::stack(&desk.page(), &session), @"  1. Lending (bot.yaml:9) waits at `title` (bot.yaml:12)");
}

#[test]
fn a_call_is_shown_as_a_mock_without_what_is_masked() {
    let desk = Desk::new();
    let call = desk.call(request(), Ok(answered("{\"note\": \"it's sesame\\nagain\", \"pages\": 300}")));
    let shown = view_call::as_mock(&desk.page(), &call);
    insta::assert_snapshot!(shown, @r#"
    # Catalogue, live
    # param key: *** (masked, so no part of `when`)
    # header Authorization: Bearer *** (masked, so no part of `when`)
    - when:
        method: POST
        url: https://books.example.com/find
        params:
          q: '1'
        headers:
          Accept: application/json
        body: '{"title": "Emma"}'
      respond:
        status: 200
        headers:
          set-cookie: '***'
        json:
          note: |-
            it's ***
            again
          pages: 300
    "#);
    assert!(!shown.contains("sesame") && !shown.contains("unknown-token"));
}

#[test]
fn a_shown_mock_can_be_pasted_into_the_bot() {
    let desk = Desk::new();
    let call = desk.call(request(), Ok(answered("{\"pages\": 300}")));
    let entry = view_call::as_mock(&desk.page(), &call);
    let indented: String = entry.lines().map(|line| format!("      {line}\n")).collect();
    let pasted = BOT.replace("    mock: [{ respond: { status: 200 } }]\n", &format!("    mock:\n{indented}"));
    let mut sources = Sources::default();
    let files = MemoryFiles::default().with("bot.yaml", pasted);
    let loaded = load_bot("bot.yaml", &files, &mut sources);
    assert!(loaded.diagnostics.is_empty(), "{:?}", loaded.diagnostics);
    assert_eq!(loaded.bot.unwrap().integrations[0].mocks.len(), 1);
}

#[test]
fn calls_without_an_answer() {
    let desk = Desk::new();
    let page = desk.page();
    let failed = desk.call(request(), Err(NoAnswer::Failed("no answer came in time".to_owned())));
    let refused = desk.call(request(), Err(NoAnswer::Refused("it has no mock".to_owned())));
    let remarks = [&failed, &refused].map(|call| view_call::remark(&page, call).unwrap());
    insta::assert_snapshot!(remarks.join("\n"), @r#"
    ! the call of `Catalogue` failed: no answer came in time
    ! `Catalogue` was not called: it has no mock
    "#);
    insta::assert_snapshot!(view_call::list(&page, &[failed.clone(), refused]), @r#"
    1. Catalogue: POST https://books.example.com/find?q=1: failed, no answer came in time (live)
    2. Catalogue: POST https://books.example.com/find?q=1: refused (live)
    "#);
    assert!(view_call::as_mock(&page, &failed).ends_with("fault: timeout"));
}

#[test]
fn a_file_is_shown_with_its_facts() {
    let desk = Desk::new();
    let folder = tempfile::tempdir().unwrap();
    let path: PathBuf = folder.path().join("odd\u{1b}[31m.txt");
    std::fs::write(&path, "x").unwrap();
    let facts = crate::integration::examine(&path).unwrap();
    let file = crate::engine::ConsumerFile { facts, caption: Some(Arc::from("my sesame\ncard")), path };
    insta::assert_snapshot!(view_event::file(&desk.page(), &file), @r#"
    > [file odd\u{1b}[31m.txt, TXT, 1 byte] my ***
      card
    "#);
}
