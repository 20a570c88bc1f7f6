using Sluice.Pipeline.Asking.Forms;
using Sluice.Pipeline.Backends;
using Sluice.Pipeline.Configuration;
using Sluice.Pipeline.Running;
using Sluice.Pipeline.Running.Limits;
using Sluice.Pipeline.Storage;
using Sluice.Protocol.Failures;

namespace Sluice.Pipeline.Asking;

/// <summary>What the records of one step share while they are asked about.</summary>
internal sealed class AskTools : IDisposable
{
    readonly StepSpec step;
    readonly StepGrammar grammar;
    readonly FormChoice choice;
    readonly Lock gate = new();
    readonly Dictionary<PooledBackend, BackendAsker> askers;
    readonly List<(PooledBackend Backend, BackendAsker Asker)> gone = []; // calls may still be under way with them
    readonly RunStop stop;
    readonly TimeProvider time;

    /// <param name="forms">How each backend of the pool is asked for answers.</param>
    /// <param name="choice">Who decided that.</param>
    public AskTools(StepSpec step, StepGrammar grammar, BackendPool pool, IReadOnlyDictionary<PooledBackend, AnswerForm> forms, FormChoice choice, GroupCommitter committer, RetryPauses pauses, RunLimits limits, RunStop stop, TimeProvider time)
    {
        (this.step, this.grammar, this.choice, this.stop, this.time) = (step, grammar, choice, stop, time);
        (Pool, Committer, Pauses, Limits) = (pool, committer, pauses, limits);
        askers = pool.All.ToDictionary(backend => backend, backend => new BackendAsker(step, backend, forms[backend], time));
        Judge = new AnswerJudge(step.Schema, takesWhole: step.IsBatch, step.DropsUngrounded);
        FirstPlan = AskPlan.First(step.Sampling, isText: step.Schema is null) with { IsFixed = step.IsBatch };
    }

    public BackendPool Pool { get; }

    public GroupCommitter Committer { get; }

    public RetryPauses Pauses { get; }

    public RunLimits Limits { get; }

    public AnswerJudge Judge { get; }

    public required AttemptJournal Journal { get; init; }

    public TokenGuess Tokens { get; } = new();

    public SpendingGuess Spendings { get; } = new();

    public AskPlan FirstPlan { get; }

    public BackendAsker AskerOf(PooledBackend backend)
    {
        lock (gate) return askers[backend];
    }

    /// <summary>Whether a refused call was refused for how it asked for its answer, and the backend is asked in another way from now on.</summary>
    /// <param name="asker">The one that made the call.</param>
    public async Task<bool> AsksOtherwiseAsync(PooledBackend backend, BackendAsker asker, Failure failure)
    {
        if (await choice.AfterRefusalAsync(backend, asker.Form, failure) is not { } form) return false;

        lock (gate)
        {
            if (askers[backend] != asker) return askers[backend].Form != asker.Form; // another record's call was faster
            if (gone.Any(before => before.Backend == backend && before.Asker.Form == form)) return false; // it has refused that one too
            gone.Add((backend, asker));
            askers[backend] = new BackendAsker(step, backend, form, time);
            return true;
        }
    }

    /// <summary>An answer of a backend was accepted.</summary>
    public void Accepted(PooledBackend backend)
    {
        Limits.Silence.Accepted();
        choice.Accepted(backend);
    }

    public AnswerWatch NewWatch() => new(grammar.Machine);

    /// <summary>Stops the run for a failure that only a person can mend, with what to mend.</summary>
    public async Task StopForAsync(PooledBackend backend, Failure failure) =>
        stop.Because($"{backend.Shown} refuses us: {failure.Detail}; {await RemedyAsync(backend, failure)}");

    async Task<string> RemedyAsync(PooledBackend backend, Failure failure)
    {
        switch (failure.HttpStatus)
        {
            case 401 or 403:
                return backend.KeyRemedy;
            case 404:
                var listing = await backend.Client.ListModelsAsync(stop.Cutting);
                return listing.Models.Count > 0
                    ? $"the server offers: {string.Join(", ", listing.Models.Select(model => model.Id))}"
                    : "see that the address is right (most servers have theirs below /v1), and the model's name";
            default:
                return "see the account's balance and limits; the same command goes on where the run ended";
        }
    }

    public void Dispose()
    {
        foreach (var asker in askers.Values.Concat(gone.Select(before => before.Asker))) asker.Dispose();
    }
}
