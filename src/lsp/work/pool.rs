//! The threads that compute. There is one pool of them for a conversation, and nobody waits inside it: who needs what
//! another job is working out waits outside, where waiting takes no thread.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, PoisonError};

use tokio::runtime::Handle;
use tokio::sync::oneshot;

use crate::lsp::state::documents::lock;

/// Threads for what somebody waits for, and threads that take what takes long as well. Few and lasting: each keeps
/// memory of its own from what it has done.
const PROMPT_THREADS: usize = 2;
const PATIENT_THREADS: usize = 2;

/// How soon a job is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::lsp) enum Urgency {
    /// Somebody waits for it, and it is soon done.
    Prompt,
    /// It takes long and must not be in the way.
    Patient,
}

/// The threads and what waits for them. Dropping it lets them end what they are at.
pub(in crate::lsp) struct Pool {
    queue: Arc<Queue>,
}

type Job = Box<dyn FnOnce() + Send>;

#[derive(Default)]
struct Queue {
    waiting: Mutex<Waiting>,
    arrived: Condvar,
}

#[derive(Default)]
struct Waiting {
    prompt: VecDeque<Job>,
    patient: VecDeque<Job>,
    is_closed: bool,
}

impl Pool {
    /// Starts the threads. Jobs may start tasks of `runtime`. Where no threads can be had, nothing comes of any job.
    pub(in crate::lsp) fn start(runtime: &Handle) -> Self {
        let pool = Pool { queue: Arc::default() };
        let prompt = (0..PROMPT_THREADS).map(|_| Urgency::Prompt);
        let patient = (0..PATIENT_THREADS).map(|_| Urgency::Patient);
        for urgency in prompt.chain(patient) {
            let (queue, runtime) = (Arc::clone(&pool.queue), runtime.clone());
            let name = match urgency {
                Urgency::Prompt => "prompt",
                Urgency::Patient => "patient",
            };
            let thread = std::thread::Builder::new().name(name.to_owned());
            if thread.spawn(move || queue.work(urgency, &runtime)).is_err() {
                pool.close();
            }
        }
        pool
    }

    /// Runs `work` and waits for what comes of it; `None` if it panics.
    pub(in crate::lsp) async fn run<T: Send + 'static>(
        &self,
        urgency: Urgency,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Option<T> {
        let (sender, receiver) = oneshot::channel();
        self.queue.add(urgency, Box::new(move || drop(sender.send(work()))));
        receiver.await.ok()
    }

    fn close(&self) {
        let nothing = Waiting { is_closed: true, ..Waiting::default() };
        // The jobs are dropped once the lock is free: each may be the last to hold what it is about.
        let dropped = std::mem::replace(&mut *lock(&self.queue.waiting), nothing);
        drop(dropped);
        self.queue.arrived.notify_all();
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        self.close();
    }
}

impl Queue {
    fn add(&self, urgency: Urgency, job: Job) {
        let mut waiting = lock(&self.waiting);
        match urgency {
            _ if waiting.is_closed => return,
            Urgency::Prompt => waiting.prompt.push_back(job),
            Urgency::Patient => waiting.patient.push_back(job),
        }
        drop(waiting);
        // A thread that may not take this job would swallow the call meant for one that may.
        self.arrived.notify_all();
    }

    /// The life of a thread.
    fn work(&self, urgency: Urgency, runtime: &Handle) {
        if urgency == Urgency::Patient {
            give_way();
        }
        let _context = runtime.enter();
        while let Some(job) = self.next(urgency) {
            // Whoever waits for it learns of a panic by the end of the channel.
            let _ = catch_unwind(AssertUnwindSafe(job));
        }
    }

    /// Waits for a job that a thread of this kind may take; `None` once the pool is closed.
    fn next(&self, urgency: Urgency) -> Option<Job> {
        let mut waiting = lock(&self.waiting);
        loop {
            if waiting.is_closed {
                return None;
            }
            let prompt = waiting.prompt.pop_front();
            let job = prompt.or_else(|| if urgency == Urgency::Patient { waiting.patient.pop_front() } else { None });
            if job.is_some() {
                return job;
            }
            waiting = self.arrived.wait(waiting).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// Leaves a busy processor to the threads that somebody waits for.
fn give_way() {
    // Elsewhere this is about the whole process.
    #[cfg(target_os = "linux")]
    let _ = rustix::process::nice(5);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_panic_ends_only_its_own_work() {
        let pool = Pool::start(&Handle::current());
        for urgency in [Urgency::Prompt, Urgency::Patient] {
            assert_eq!(pool.run(urgency, || -> u8 { panic!("on purpose") }).await, None);
            assert_eq!(pool.run(urgency, || 1).await, Some(1));
        }
    }

    /// However much of it there is, what takes long leaves threads to what somebody waits for.
    #[tokio::test]
    async fn what_takes_long_is_not_in_the_way() {
        let pool = Pool::start(&Handle::current());
        let (go, gate) = std::sync::mpsc::channel::<()>();
        let gate = Arc::new(Mutex::new(gate));
        let long = (0..PROMPT_THREADS + PATIENT_THREADS).map(|number| {
            let gate = Arc::clone(&gate);
            pool.run(Urgency::Patient, move || {
                // Fails when the test lets go.
                let _ = lock(&gate).recv();
                number
            })
        });
        let mut long = std::pin::pin!(futures::future::join_all(long));
        assert!(futures::poll!(long.as_mut()).is_pending());
        assert_eq!(pool.run(Urgency::Prompt, || "soon").await, Some("soon"));
        assert!(futures::poll!(long.as_mut()).is_pending());
        drop(go);
        assert_eq!(long.await, [0, 1, 2, 3].map(Some));
    }

    #[tokio::test]
    async fn jobs_may_start_tasks() {
        let pool = Pool::start(&Handle::current());
        let task = pool.run(Urgency::Prompt, || tokio::spawn(async { 7 })).await.unwrap();
        assert_eq!(task.await.unwrap(), 7);
    }
}
