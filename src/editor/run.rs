//! Carries out the commands that concern one document.
//!
//! Knows nothing about menus and keys.

use super::commands::Command;
use super::gesture::Tool;
use super::session::explore::What;
use super::session::selecting::Pick;
use super::session::{Leaving, NewView, Session};
use crate::geom::Vec2;
use crate::model::{ElementKind, State};
use crate::theme::Mode;

/// Carries out a command; those that concern more than the document are carried out by the workspace.
#[expect(clippy::too_many_lines, reason = "one line for each command: a table of contents")]
pub(super) fn run_in(session: &mut Session, command: Command, mode: Mode) {
    if session.table.is_open() && super::table::leaves(command) {
        session.close_table();
    }
    if session.table.is_open() && super::table::instead(session, command) {
        return;
    }
    if session.figures.is_open() && super::session::figures::leaves(command) {
        session.close_figures();
    }
    let middle = (Vec2::new(session.canvas.width, session.canvas.height) / 2.0).to_point();
    match command {
        Command::Undo => session.undo(),
        Command::Redo => session.redo(),
        Command::SelectAll => session.select_all(),
        Command::SelectNothing => session.pick(Pick::Nothing),
        Command::SelectOthers => session.pick(Pick::Others),
        Command::SelectElements => session.pick(Pick::ElementsOnly),
        Command::SelectRelations => session.pick(Pick::RelationsOnly),
        Command::SelectNeighbours => session.pick(Pick::Neighbours),
        Command::SelectUpstream => session.pick(Pick::Upstream),
        Command::SelectDownstream => session.pick(Pick::Downstream),
        Command::SelectInside => session.pick(Pick::Inside),
        Command::SelectSameKind => session.pick(Pick::SameKind),
        Command::SelectSameOwner => session.pick(Pick::SameOwner),
        Command::SelectSameState => session.pick(Pick::SameState),
        Command::ToggleTable => session.toggle_table(),
        Command::ToggleFigures => session.toggle_figures(),
        Command::FillDown => session.table_fill_down(),
        Command::MarkKeep => {
            session.mark_selection(State::Keep, None);
        }
        Command::QuickFix => session.ask_fix(),
        Command::FixAll => session.fix_all(),
        Command::NextFinding => session.step_finding(true),
        Command::PreviousFinding => session.step_finding(false),
        Command::ToggleTray => session.toggle_tray(),
        Command::ToggleHistory => session.toggle_history(),
        Command::ToggleFocus => session.toggle_focus(),
        Command::ToggleMap => session.toggle_map(),
        Command::SwitchOff => session.switch_off(),
        Command::PathTo => session.ask_path(),
        Command::SinglePoints => session.explore(What::SinglePoints),
        Command::LineOfSight => session.look_along(),
        Command::Find => session.begin_find(),
        Command::GoTo => session.begin_go_to(),
        Command::Rename => {
            if session.has_selected(2) {
                session.rename_selection();
            } else if let Some(element) = session.single_element().map(|e| e.id.clone()) {
                session.begin_naming(&element);
            } else if let Some(id) = session.single_annotation().cloned() {
                session.begin_writing(&id);
            }
        }
        Command::Copy => session.copy(),
        Command::Cut => session.cut(),
        Command::Paste => session.want_paste(false),
        Command::PasteSpecial => session.want_paste(true),
        Command::Duplicate => session.duplicate(),
        Command::ChangeKind => session.ask_kind(),
        Command::NewConsumer => session.create_headline(ElementKind::Stakeholder),
        Command::NewStream => session.create_headline(ElementKind::ValueStream),
        Command::NewPartner => session.create_headline(ElementKind::Partner),
        Command::NewTechnology => session.create_headline(ElementKind::Technology),
        Command::NewSibling => session.create_sibling(),
        Command::AppendRight => session.append(Vec2::new(1.0, 0.0)),
        Command::AppendLeft => session.append(Vec2::new(-1.0, 0.0)),
        Command::AppendUp => session.append(Vec2::new(0.0, -1.0)),
        Command::AppendDown => session.append(Vec2::new(0.0, 1.0)),
        Command::ConnectTo => session.ask_target(),
        Command::MoveEarlier => session.move_in_order(false),
        Command::MoveLater => session.move_in_order(true),
        Command::NextElement => session.walk_in_order(true),
        Command::PreviousElement => session.walk_in_order(false),
        Command::WalkRight => session.walk(Vec2::new(1.0, 0.0)),
        Command::WalkLeft => session.walk(Vec2::new(-1.0, 0.0)),
        Command::WalkUp => session.walk(Vec2::new(0.0, -1.0)),
        Command::WalkDown => session.walk(Vec2::new(0.0, 1.0)),
        Command::NextRelation => session.walk_relations(true),
        Command::PreviousRelation => session.walk_relations(false),
        Command::NextPanel => session.keys.leaving = Some(Leaving::Panels),
        Command::DeleteFromView => session.delete_from_view(),
        Command::DeleteFromModel => session.delete_from_model(),
        Command::ZoomIn => session.camera.zoom_at(middle, 1.25),
        Command::ZoomOut => session.camera.zoom_at(middle, 0.8),
        Command::ZoomActual => {
            let factor = 1.0 / session.camera.zoom;
            session.camera.zoom_at(middle, factor);
        }
        Command::FitAll | Command::BackToContent => session.fly_home(mode),
        Command::FitSelection => session.fit_selection(mode),
        Command::SelectTool => session.tool = Tool::Select,
        Command::HandTool => session.tool = Tool::Hand,
        Command::ConnectTool => session.tool = Tool::Connect,
        Command::SpaceTool => session.tool = Tool::Space,
        Command::KeepTool => {
            let keeps = session.keeps_tool();
            session.keep_tool(!keeps);
        }
        Command::ToggleGrid => session.toggle_grid(),
        Command::NewCanvas => session.new_view(&NewView::Canvas),
        Command::NewDiagram => session.new_view(&NewView::Empty),
        Command::WholeModel => session.new_view(&NewView::WholeModel),
        Command::Neighbourhood => session.new_view(&NewView::Neighbourhood(1)),
        Command::Upstream => session.new_view(&NewView::Upstream),
        Command::Downstream => session.new_view(&NewView::Downstream),
        Command::RenameView => session.renaming = Some(session.shown_view().name.to_string()),
        Command::DuplicateView => session.duplicate_view(),
        Command::MoveViewLeft => session.move_view(false),
        Command::MoveViewRight => session.move_view(true),
        Command::DeleteView => session.delete_view(),
        Command::PreviousView => session.show_tab_beside(false),
        Command::NextView => session.show_tab_beside(true),
        Command::Tidy => session.tidy(),
        Command::Pin => session.toggle_pin(),
        Command::ResetLine => session.reset_lines(),
        Command::AddNeighbours => session.add_neighbours(),
        Command::AddNote => session.add_note(),
        Command::AddFrame => session.add_frame(),
        Command::Group => session.group_selection(),
        Command::GroupAs => session.group_as(),
        Command::Ungroup => session.ungroup(),
        Command::Present => session.present(mode),
        Command::Laser => session.showing.laser = !session.showing.laser,
        Command::AddHere => session.add_here(),
        Command::ContextMenu => session.showing.context = true,
        Command::RenameModel => session.showing.titling = true,
        Command::AlignLeft
        | Command::AlignRight
        | Command::AlignTop
        | Command::AlignBottom
        | Command::AlignCentres
        | Command::AlignMiddles
        | Command::DistributeAcross
        | Command::DistributeDown
        | Command::StackRow
        | Command::StackColumn
        | Command::SameWidth
        | Command::SameHeight
        | Command::SameSize
        | Command::NaturalSize
        | Command::BringForward
        | Command::SendBackward
        | Command::BringToFront
        | Command::SendToBack
        | Command::Lock
        | Command::Collapse
        | Command::Expand => command.arrange(session),
        // The workspace carries out the rest before it comes here.
        Command::New
        | Command::Open
        | Command::Save
        | Command::SaveAs
        | Command::Export
        | Command::Report
        | Command::CopyPicture
        | Command::CopySvg
        | Command::Close
        | Command::Quit
        | Command::CopyStyle
        | Command::PasteStyle
        | Command::TogglePanels
        | Command::ToggleFindings
        | Command::ToggleDots
        | Command::ToggleOutline
        | Command::ToggleMotion
        | Command::ThemeSystem
        | Command::ThemeLight
        | Command::ThemeDark
        | Command::ReopenClosed
        | Command::ModelSettings
        | Command::ModelWords
        | Command::Roadmap
        | Command::MarkNew
        | Command::MarkChange
        | Command::MarkRetire
        | Command::Settings
        | Command::FindCommand
        | Command::Shortcuts
        | Command::ResetKeys
        | Command::WheelAuto
        | Command::WheelZooms
        | Command::WheelScrolls
        | Command::AutoPanOff
        | Command::AutoPanSlow
        | Command::AutoPanNormal
        | Command::AutoPanFast
        | Command::CloseOthers
        | Command::NextDocument
        | Command::PreviousDocument
        | Command::StartScreen
        | Command::Tour
        | Command::HintsAgain => {}
    }
}
