//! Where code may lead the flow: the jumps of each piece of code, those of the global functions that it uses among
//! them.

use std::collections::{BTreeSet, HashMap};

use crate::code::{Script, Scripts};
use crate::javascript::reading::{Argument, Constant, NameUse, Value};
use crate::linked::{InteractionId, Names};
use crate::source::Span;

/// The function of `botContext` that chooses what is played next.
const JUMP: &str = "setTriggerNextMessage";
/// What hands the message to the starters, in place of a name (scripting spec 4.3).
const PLATFORM_DEFAULT: &str = "platform.default";
/// The functions of `botContext` after which the flow stops.
const STOPS: [&str; 2] = ["sendImmediateReply", "transferToBotDialog"];
/// A global function that knows more places than these counts as one that may go anywhere: else many pieces of code
/// that use it would all lead to all of them.
const MOST_PLACES: usize = 16;

/// Where a piece of code may lead the flow.
#[derive(Clone, Debug, Default)]
pub(super) struct Jumps {
    /// The interactions that it names, each once, with the place of the name.
    pub(super) to: Vec<(InteractionId, Span)>,
    /// A jump whose name is not written.
    pub(super) anywhere: Option<Span>,
    /// A jump to a name that there is not.
    pub(super) nowhere: Option<Span>,
    /// Where it hands the message to the starters.
    pub(super) rematches: Option<Span>,
    /// Where it stops the flow.
    pub(super) stops: Option<Span>,
}

impl Jumps {
    /// Whether the flow always goes on as without the code.
    pub(super) fn is_empty(&self) -> bool {
        let other = self.anywhere.or(self.nowhere).or(self.rematches).or(self.stops);
        self.to.is_empty() && other.is_none()
    }

    fn add(&mut self, names: &Names<'_>, name: &str, span: Span) {
        if name == PLATFORM_DEFAULT {
            self.rematches.get_or_insert(span);
        } else if name.contains("{$") {
            self.anywhere.get_or_insert(span);
        } else if let Some(id) = names.interaction(name) {
            self.add_place(id, span);
        } else {
            self.nowhere.get_or_insert(span);
        }
    }

    fn add_place(&mut self, id: InteractionId, span: Span) {
        if self.to.iter().all(|(known, _)| *known != id) {
            self.to.push((id, span));
        }
    }

    /// Adds what a function does that is used here. Says whether that is new.
    fn merge(&mut self, other: &Self) -> bool {
        let before = self.size();
        self.anywhere = self.anywhere.or(other.anywhere);
        self.nowhere = self.nowhere.or(other.nowhere);
        self.rematches = self.rematches.or(other.rematches);
        self.stops = self.stops.or(other.stops);
        match other.to.first() {
            Some((_, span)) if other.to.len() > MOST_PLACES => self.anywhere = self.anywhere.or(Some(*span)),
            _ => other.to.iter().for_each(|(id, span)| self.add_place(*id, *span)),
        }
        self.size() != before
    }

    fn size(&self) -> usize {
        let others = [self.anywhere, self.nowhere, self.rematches, self.stops];
        self.to.len() + others.into_iter().flatten().count()
    }
}

/// What a global function does to the flow.
#[derive(Clone, Debug, Default)]
struct Function {
    jumps: Jumps,
    /// The parameters that it takes for names to jump to.
    jumps_to: BTreeSet<usize>,
}

/// Where a function is used: by which one, and with what.
struct Use<'s> {
    by: usize,
    function: usize,
    place: Span,
    arguments: Option<&'s [Argument]>,
}

/// What the global functions of a bot do to the flow.
pub(super) struct Functions<'s> {
    names: HashMap<&'s str, usize>,
    functions: Vec<Function>,
}

/// What runs before each piece of code, and what stands in no function with a name: nobody sees who calls that.
const TOP: usize = 0;

impl<'s> Functions<'s> {
    pub(super) fn new<'b>(names: &Names<'b>, scripts: &'s Scripts<'b>) -> Self {
        let mut all = Self { names: HashMap::new(), functions: vec![Function::default()] };
        for name in scripts.global_names() {
            let next = all.functions.len();
            if *all.names.entry(name).or_insert(next) == next {
                all.functions.push(Function::default());
            }
        }
        let mut uses = Vec::new();
        for script in scripts.list.iter().filter(|script| script.is_functions()) {
            all.note(names, script);
            uses.extend(all.uses(script));
        }
        all.spread(names, &uses);
        all
    }

    fn index(&self, within: Option<&str>) -> usize {
        within.and_then(|name| self.names.get(name)).copied().unwrap_or(TOP)
    }

    /// What the code of a script of functions does itself.
    fn note(&mut self, names: &Names<'_>, script: &Script<'_>) {
        for (within, found) in direct(script) {
            let index = self.index(within);
            let function = &mut self.functions[index];
            match found {
                Direct::Name(name, span) => function.jumps.add(names, &name, span),
                Direct::Parameter(position) => {
                    function.jumps_to.insert(position);
                }
                Direct::Anywhere(span) => function.jumps.anywhere = Some(span),
                Direct::Stop(span) => function.jumps.stops = Some(span),
            }
        }
    }

    fn uses<'a>(&'a self, script: &'s Script<'_>) -> impl Iterator<Item = Use<'s>> + 'a + use<'a, 's> {
        let used = script.reading.own_uses.iter().chain(&script.reading.uses);
        used.filter_map(|found| {
            let function = *self.names.get(&*found.name)?;
            let (by, place) = (self.index(found.within.as_deref()), script.place(&found.range));
            (by != function).then_some(Use { by, function, place, arguments: found.arguments.as_deref() })
        })
    }

    /// Lets each function do what the functions do that it uses, until nothing is new.
    fn spread(&mut self, names: &Names<'_>, uses: &[Use<'_>]) {
        let mut users: Vec<Vec<usize>> = vec![Vec::new(); self.functions.len()];
        uses.iter().enumerate().for_each(|(index, found)| users[found.function].push(index));
        let mut changed: Vec<usize> = (0..self.functions.len()).collect();
        let mut is_waiting = vec![true; self.functions.len()];
        while let Some(function) = changed.pop() {
            is_waiting[function] = false;
            let done = self.functions[function].clone();
            for found in users[function].iter().filter_map(|&index| uses.get(index)) {
                let by = found.by;
                let is_new = apply(names, &done, &mut self.functions[by], found.place, found.arguments);
                if is_new && !std::mem::replace(&mut is_waiting[by], true) {
                    changed.push(by);
                }
            }
        }
    }

    /// Where the code of an interaction or an integration may lead the flow.
    pub(super) fn jumps(&self, names: &Names<'_>, script: &Script<'_>) -> Jumps {
        let mut own = Function { jumps: self.functions[TOP].jumps.clone(), ..Function::default() };
        for (_, found) in direct(script) {
            match found {
                Direct::Name(name, span) => own.jumps.add(names, &name, span),
                // Who calls the function with what is not seen.
                Direct::Parameter(_) => own.jumps.anywhere = Some(script.all()),
                Direct::Anywhere(span) => own.jumps.anywhere = Some(span),
                Direct::Stop(span) => own.jumps.stops = Some(span),
            }
        }
        for NameUse { name, range, arguments, .. } in &script.reading.uses {
            if let Some(function) = self.names.get(&**name).and_then(|&index| self.functions.get(index)) {
                apply(names, function, &mut own, script.place(range), arguments.as_deref());
            }
        }
        if !own.jumps_to.is_empty() {
            own.jumps.anywhere = own.jumps.anywhere.or(Some(script.all()));
        }
        own.jumps
    }
}

/// Lets `user` do what `function` does when it is used so. Says whether that is new.
fn apply(
    names: &Names<'_>,
    function: &Function,
    user: &mut Function,
    place: Span,
    arguments: Option<&[Argument]>,
) -> bool {
    let before = (user.jumps.size(), user.jumps_to.len());
    user.jumps.merge(&function.jumps);
    for &position in &function.jumps_to {
        // A function that is handed on is called by somebody else.
        match arguments.and_then(|given| given.get(position)).map(name_of) {
            Some(Name::Written(name)) => user.jumps.add(names, &name, place),
            Some(Name::Parameter(position)) => {
                user.jumps_to.insert(position);
            }
            Some(Name::Unknown) | None => user.jumps.anywhere = user.jumps.anywhere.or(Some(place)),
        }
    }
    before != (user.jumps.size(), user.jumps_to.len())
}

/// What a place in a piece of code does to the flow.
enum Direct {
    Name(String, Span),
    Parameter(usize),
    Anywhere(Span),
    Stop(Span),
}

/// What a piece of code does to the flow without its functions, with the outermost function that does so.
fn direct<'s>(script: &'s Script<'_>) -> Vec<(Option<&'s str>, Direct)> {
    let reading = &script.reading;
    let mut found = Vec::new();
    if reading.is_opaque || !reading.problems.is_empty() {
        found.push((None, Direct::Anywhere(script.all())));
    }
    for handed in &reading.handed_on {
        found.push((handed.within.as_deref(), Direct::Anywhere(script.place(&handed.range))));
    }
    for asked in &reading.calls {
        let (within, place) = (asked.within.as_deref(), script.place(&asked.range));
        if STOPS.contains(&&*asked.name) {
            found.push((within, Direct::Stop(place)));
        } else if &*asked.name == JUMP {
            let argument = asked.call.as_ref().and_then(|call| call.argument(0));
            found.push((
                within,
                match argument.map(|argument| (name_of(argument), argument)) {
                    Some((Name::Written(name), argument)) => {
                        Direct::Name(name, script.place(&argument.range))
                    }
                    Some((Name::Parameter(position), _)) => Direct::Parameter(position),
                    Some((Name::Unknown, _)) | None => Direct::Anywhere(place),
                },
            ));
        }
    }
    found
}

/// What is known of a name that code jumps to.
enum Name {
    Written(String),
    Parameter(usize),
    Unknown,
}

fn name_of(argument: &Argument) -> Name {
    match &argument.value {
        Value::Constant(Constant::Text(text)) => Name::Written(text.to_string()),
        Value::Constant(Constant::Number(number)) => Name::Written(number.to_string()),
        Value::Parameter(position) => Name::Parameter(*position),
        _ => Name::Unknown,
    }
}
