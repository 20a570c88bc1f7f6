using System.Text.Json;
using Sluice.Pipeline.Configuration;
using Sluice.Pipeline.Sources;
using Sluice.Pipeline.Storage;

namespace Sluice.Pipeline.Running;

/// <summary>
/// One record on its way through the steps: what each of them made of it so far. A step begins as soon as those it uses have answered,
/// whatever other records or other steps do. Safe from several threads, since steps that need nothing of each other run side by side.
/// </summary>
/// <param name="known">What the store knew of the record under each step.</param>
internal sealed class RecordFlow(SourceRecord record, StepGraph graph, IReadOnlyList<RecordState> known)
{
    enum State
    {
        Waiting,
        Begun,
        Answered,
        Failed,
    }

    readonly Lock gate = new();
    readonly State[] states = new State[graph.Count];
    readonly JsonElement[] answers = new JsonElement[graph.Count];
    readonly bool[] lookedBack = new bool[graph.Count];
    int answeredBefore;
    bool settled, complete;

    public SourceRecord Record => record;

    /// <summary>Name of the first reason a step failed for; null while none has.</summary>
    public string? FirstReason { get; private set; }

    /// <summary>Whether every answer was there before this invocation.</summary>
    public bool IsResumed
    {
        get { lock (gate) return answeredBefore == graph.Count; }
    }

    /// <summary>Whether any step has answered.</summary>
    public bool HasAnswer
    {
        get { lock (gate) return states.Contains(State.Answered); }
    }

    /// <summary>Whether a step has answered the content that the store last saw, which is not the content now.</summary>
    public bool HasOutdatedAnswer => known.Any(state => state.HasOutdatedAnswer);

    /// <summary>What the store knew of the record under a step when this invocation met it.</summary>
    public RecordState Known(int step) => known[step];

    /// <summary>True once, when nothing is left to be asked.</summary>
    public bool Settles()
    {
        lock (gate) return !settled && (settled = states.All(state => state is State.Answered or State.Failed));
    }

    /// <summary>True once, when all of these steps have answered.</summary>
    public bool Completes(IReadOnlyList<int> steps)
    {
        lock (gate) return !complete && (complete = steps.All(step => states[step] is State.Answered));
    }

    /// <summary>The answers that a step uses.</summary>
    public IEnumerable<(int Step, JsonElement Answer)> AnswersFor(int step)
    {
        lock (gate) return [.. graph.UsesOf(step).Select(used => (used, answers[used]))];
    }

    /// <summary>An answer was accepted, now or, as <paramref name="resumed"/> says, in an earlier invocation.</summary>
    public void Answered(int step, JsonElement answer, bool resumed)
    {
        lock (gate)
        {
            (states[step], answers[step]) = (State.Answered, answer);
            if (resumed) answeredBefore++;
        }
    }

    /// <summary>The step gave the record up; those that use it can never begin.</summary>
    public void Failed(int step, string reason)
    {
        lock (gate)
        {
            states[step] = State.Failed;
            FirstReason ??= reason;
        }
    }

    /// <summary>True once: then answers to the record under other configurations of a step are looked for.</summary>
    public bool LooksBack(int step)
    {
        lock (gate) return !lookedBack[step] && (lookedBack[step] = true);
    }

    /// <summary>Whether all steps that a step uses have answered.</summary>
    public bool CanBegin(int step)
    {
        lock (gate) return IsReady(step);
    }

    /// <summary>The steps that can begin now; each is given out once.</summary>
    public IReadOnlyList<int> Begin()
    {
        lock (gate)
        {
            List<int> ready = [];
            for (var step = 0; step < states.Length; step++)
            {
                if (!IsReady(step)) continue;
                states[step] = State.Begun;
                ready.Add(step);
            }

            return ready;
        }
    }

    /// <summary>The steps that can never begin because one they use has failed, each given out once, with the one at fault.</summary>
    public IReadOnlyList<(int Step, int Because)> Doom()
    {
        lock (gate)
        {
            List<(int, int)> doomed = [];
            for (var step = 0; step < states.Length; step++)
            {
                if (states[step] is not State.Waiting || graph.UsesOf(step).Where(used => states[used] is State.Failed).ToList() is not [var because, ..]) continue;
                states[step] = State.Failed;
                doomed.Add((step, because));
            }

            return doomed;
        }
    }

    bool IsReady(int step) => states[step] is State.Waiting && graph.UsesOf(step).All(used => states[used] is State.Answered);
}
