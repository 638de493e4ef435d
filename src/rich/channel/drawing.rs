//! What the web's window takes and does not draw (scripting spec 7.2).

use super::report::Report;
use crate::rich::limits;
use crate::rich::violation::counted;
use crate::rich::{Element, ElementType};

/// Reports what is not drawn.
pub(super) fn check(report: &mut Report, root: &Element) {
    if draws(report, root) {
        check_children(report, root, 0);
    }
}

/// Whether the window has code for it; if not, that is reported.
fn draws(report: &mut Report, element: &Element) -> bool {
    let of = element.element_type();
    if !of.is_drawn() {
        let message = format!("the window draws nothing for {}", of.one());
        report.left_out(&element.common().pointer, message, "Use texts and buttons.");
    }
    of.is_drawn()
}

/// Elements are counted along each branch, layouts are not; what comes after too many is left out.
fn check_children(report: &mut Report, parent: &Element, before: usize) {
    let is_layout = |of| matches!(of, ElementType::Vertical | ElementType::Horizontal | ElementType::List);
    let mut count = before;
    for (place, child) in parent.children().iter().enumerate() {
        if !draws(report, child) {
            continue;
        }
        count += usize::from(!is_layout(child.element_type()));
        if count > limits::DRAWN {
            let left_out = counted(parent.children().len() - place, "element");
            let most = limits::DRAWN;
            let message =
                format!("the window draws about {most} elements, and leaves out {left_out} from here on");
            let help = "Send them in a second message.";
            report.left_out(&child.common().pointer, message, help).limit = Some(most);
            return;
        }
        check_children(report, child, count);
    }
}
