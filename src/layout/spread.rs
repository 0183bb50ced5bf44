//! Places pieces on a line as close to their wishes as order, distances and limits allow.
//!
//! Pieces that come too close are joined into blocks that settle at their members' mean wish (the satisfying half of
//! Dwyer, Marriott and Stuckey: Fast node overlap removal, 2005); limits then have the last word, and where a channel
//! is too narrow the distances in it shrink.
//!
//! Knows nothing about routes.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Rounds of shrinking distances in channels that are too narrow.
const SHRINKS: usize = 24;

/// Rounds of looking for orders that cannot be kept.
const ROUNDS: usize = 16;

/// What is to be placed: limits and wish on the line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Piece {
    pub(super) low: f64,
    pub(super) high: f64,
    pub(super) wish: f64,
}

/// `first` comes before `second` by at least `distance`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Order {
    pub(super) first: usize,
    pub(super) second: usize,
    pub(super) distance: f64,
}

/// The place of every piece, always within its limits.
pub(super) fn spread(pieces: &[Piece], orders: &[Order]) -> Vec<f64> {
    let sequence = sequence(pieces, orders);
    let mut place = vec![0; pieces.len()];
    for (p, &i) in sequence.iter().enumerate() {
        place[i] = p;
    }
    let mut orders: Vec<Order> = orders
        .iter()
        .map(|o| if place[o.first] < place[o.second] { *o } else { Order { first: o.second, second: o.first, ..*o } })
        .collect();
    orders.sort_by_key(|o| (place[o.second], place[o.first]));
    drop_impossible(pieces, &mut orders);
    let (low, high) = limits(pieces, &mut orders);
    let mut incoming = vec![Vec::new(); pieces.len()];
    for (o, order) in orders.iter().enumerate() {
        incoming[order.second].push(o);
    }
    let wishes = join_blocks(pieces, &orders, &incoming, &sequence);
    let mut at = vec![0.0; pieces.len()];
    for &i in &sequence {
        let least = incoming[i].iter().map(|&o| at[orders[o].first] + orders[o].distance).fold(low[i], f64::max);
        // Half pixels are fine enough and keep lines crisp.
        let wished = (wishes[i].max(least).min(high[i]) * 2.0).round() / 2.0;
        at[i] = wished.clamp(pieces[i].low, pieces[i].high.max(pieces[i].low));
    }
    at
}

/// An order of all pieces that respects `orders` as far as they have no cycles.
fn sequence(pieces: &[Piece], orders: &[Order]) -> Vec<usize> {
    let mut waits_for = vec![0_usize; pieces.len()];
    let mut followers = vec![Vec::new(); pieces.len()];
    for order in orders {
        waits_for[order.second] += 1;
        followers[order.first].push(order.second);
    }
    let key = |i: usize| ((pieces[i].wish * 4.0) as i64, i);
    let mut ready: BinaryHeap<_> = (0..pieces.len()).filter(|&i| waits_for[i] == 0).map(|i| Reverse(key(i))).collect();
    let mut rest: Vec<usize> = (0..pieces.len()).collect();
    rest.sort_by_key(|&i| Reverse(key(i)));
    let mut done = vec![false; pieces.len()];
    let mut sequence = Vec::with_capacity(pieces.len());
    loop {
        let next = match ready.pop() {
            Some(Reverse((_, i))) => i,
            // A cycle: whoever wants to be first goes first.
            None => match rest.pop() {
                Some(i) => i,
                None => break,
            },
        };
        if std::mem::replace(&mut done[next], true) {
            continue;
        }
        sequence.push(next);
        for &follower in &followers[next] {
            waits_for[follower] -= 1;
            if waits_for[follower] == 0 && !done[follower] {
                ready.push(Reverse(key(follower)));
            }
        }
    }
    sequence
}

/// Drops orders that could not be kept even without any distance: of every chain from a piece that cannot go back to one
/// that cannot come after it the order that contradicts the wishes most. One such chain would take the distances from
/// all that hangs on it.
fn drop_impossible(pieces: &[Piece], orders: &mut Vec<Order>) {
    for _ in 0..ROUNDS {
        let mut low: Vec<f64> = pieces.iter().map(|p| p.low).collect();
        let mut reason = vec![usize::MAX; pieces.len()];
        let mut dropped = vec![false; orders.len()];
        for (o, order) in orders.iter().enumerate() {
            if low[order.first] <= low[order.second] {
                continue;
            }
            low[order.second] = low[order.first];
            reason[order.second] = o;
            if low[order.second] <= pieces[order.second].high + 1e-6 {
                continue;
            }
            let chain = std::iter::successors(Some(o), |&o| Some(reason[orders[o].first]).filter(|&r| r != usize::MAX));
            let gap = |o: usize| pieces[orders[o].first].wish - pieces[orders[o].second].wish;
            let worst = chain.max_by(|&p, &q| gap(p).total_cmp(&gap(q)));
            dropped[worst.unwrap_or(o)] = true;
            // What comes after is looked at again in the next round.
            low[order.second] = pieces[order.second].low;
            reason[order.second] = usize::MAX;
        }
        if !dropped.contains(&true) {
            return;
        }
        let mut dropped = dropped.into_iter();
        orders.retain(|_| !dropped.next().unwrap_or(false));
    }
}

/// The least and the greatest place of every piece when all others make room; distances shrink where they must.
fn limits(pieces: &[Piece], orders: &mut [Order]) -> (Vec<f64>, Vec<f64>) {
    let mut round = 0;
    loop {
        let mut low: Vec<f64> = pieces.iter().map(|p| p.low).collect();
        let mut high: Vec<f64> = pieces.iter().map(|p| p.high).collect();
        for o in orders.iter() {
            low[o.second] = low[o.second].max(low[o.first] + o.distance);
        }
        for o in orders.iter().rev() {
            high[o.first] = high[o.first].min(high[o.second] - o.distance);
        }
        let mut tight = false;
        for o in orders.iter_mut().filter(|o| o.distance > 0.0) {
            if low[o.first] + o.distance > high[o.second] + 1e-6 {
                o.distance = if round + 1 < SHRINKS { o.distance * 0.87 } else { 0.0 };
                tight = true;
            }
        }
        round += 1;
        if !tight || round > SHRINKS {
            return (low, high);
        }
    }
}

/// Where every piece would be with only distances and wishes.
fn join_blocks(pieces: &[Piece], orders: &[Order], incoming: &[Vec<usize>], sequence: &[usize]) -> Vec<f64> {
    struct Block {
        members: Vec<usize>,
        at: f64,
    }
    let mut block_of: Vec<usize> = (0..pieces.len()).collect();
    let mut offset = vec![0.0; pieces.len()];
    let mut blocks: Vec<Block> =
        pieces.iter().enumerate().map(|(i, p)| Block { members: vec![i], at: p.wish }).collect();
    let weight = |i: usize| if pieces[i].high - pieces[i].low < 1.0 { 100.0 } else { 1.0 };
    for &i in sequence {
        loop {
            let own = block_of[i];
            let worst = blocks[own]
                .members
                .iter()
                .flat_map(|&m| &incoming[m])
                .map(|&o| &orders[o])
                .filter(|o| block_of[o.first] != own)
                .map(|o| {
                    let place = |p: usize| blocks[block_of[p]].at + offset[p];
                    (place(o.first) + o.distance - place(o.second), o)
                })
                .max_by(|a, b| a.0.total_cmp(&b.0));
            let Some((violation, order)) = worst else { break };
            if violation <= 1e-6 {
                break;
            }
            let other = block_of[order.first];
            let shift = offset[order.first] + order.distance - offset[order.second];
            let moved = std::mem::take(&mut blocks[own].members);
            for m in moved {
                offset[m] += shift;
                block_of[m] = other;
                blocks[other].members.push(m);
            }
            let total: f64 = blocks[other].members.iter().map(|&m| weight(m)).sum();
            let sum: f64 = blocks[other].members.iter().map(|&m| (pieces[m].wish - offset[m]) * weight(m)).sum();
            blocks[other].at = sum / total;
        }
    }
    (0..pieces.len()).map(|i| blocks[block_of[i]].at + offset[i]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wide(wish: f64) -> Piece {
        Piece { low: 0.0, high: 100.0, wish }
    }

    #[test]
    fn three_at_one_place_are_centred_there() {
        let orders = [
            Order { first: 0, second: 1, distance: 10.0 },
            Order { first: 1, second: 2, distance: 10.0 },
            Order { first: 0, second: 2, distance: 10.0 },
        ];
        assert_eq!(spread(&[wide(50.0); 3], &orders), [40.0, 50.0, 60.0]);
    }

    #[test]
    fn a_narrow_channel_shrinks_the_distance() {
        let narrow = Piece { low: 0.0, high: 6.0, wish: 3.0 };
        let at = spread(&[narrow, narrow], &[Order { first: 1, second: 0, distance: 10.0 }]);
        assert!(at[0] - at[1] >= 4.0 && at.iter().all(|v| (0.0..=6.0).contains(v)), "{at:?}");
    }

    #[test]
    fn a_cycle_is_no_problem() {
        let orders = [Order { first: 0, second: 1, distance: 4.0 }, Order { first: 1, second: 0, distance: 4.0 }];
        let at = spread(&[wide(10.0), wide(10.0)], &orders);
        assert!((at[0] - at[1]).abs() >= 3.9);
    }
}
