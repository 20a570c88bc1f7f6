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
    readonly StepGrammar grammar;
    readonly Dictionary<PooledBackend, BackendAsker> askers;
    readonly RunStop stop;

    /// <param name="forms">How each backend of the pool is asked for answers.</param>
    public AskTools(StepSpec step, StepGrammar grammar, BackendPool pool, IReadOnlyDictionary<PooledBackend, AnswerForm> forms, GroupCommitter committer, RetryPauses pauses, RunLimits limits, RunStop stop, TimeProvider time)
    {
        (this.grammar, this.stop) = (grammar, stop);
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

    public AskPlan FirstPlan { get; }

    public BackendAsker AskerOf(PooledBackend backend) => askers[backend];

    public AnswerWatch NewWatch() => new(grammar.Machine);

    /// <summary>Stops the run for a failure that only a person can mend, naming what the server offers when the model is unknown to it.</summary>
    public async Task StopForAsync(PooledBackend backend, Failure failure)
    {
        var offers = "";
        if (failure.HttpStatus == 404)
        {
            var listing = await backend.Client.ListModelsAsync(stop.Cutting);
            if (listing.Models.Count > 0) offers = $"; the server offers: {string.Join(", ", listing.Models.Select(model => model.Id))}";
        }

        stop.Because($"{backend.Shown} refuses us: {failure.Detail}{offers}");
    }

    public void Dispose()
    {
        foreach (var asker in askers.Values) asker.Dispose();
    }
}
