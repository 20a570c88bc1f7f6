using System.Collections.Concurrent;
using System.Text;
using Sluice.Pipeline.Backends;
using Sluice.Pipeline.Batches;
using Sluice.Pipeline.Configuration;
using Sluice.Pipeline.Running;
using Sluice.Pipeline.Storage;
using Sluice.Protocol.Client;
using Sluice.Protocol.Failures;
using Sluice.Schema;
using Sluice.Schema.Answers;

namespace Sluice.Pipeline.Asking;

/// <summary>What the records of one step share while they are asked about.</summary>
internal sealed class AskTools
{
    readonly AnswerGrammar? grammar;
    readonly StepSpec step;
    readonly ConcurrentDictionary<PooledBackend, RequestBuilder> requests = [];
    readonly RunStop stop;

    public AskTools(StepSpec step, BackendPool pool, GroupCommitter committer, RetryPauses pauses, SilenceLimit silence, RunStop stop)
    {
        (this.step, this.stop) = (step, stop);
        (Pool, Committer, Pauses, Silence) = (pool, committer, pauses, silence);
        Judge = new AnswerJudge(step.Schema, takesWhole: step.IsBatch);
        FirstPlan = AskPlan.First(step.Sampling, isText: step.Schema is null) with { IsFixed = step.IsBatch };
        if (step.Schema is { } schema) (grammar, UnwatchedBecause) = CompileGrammar(schema);
    }

    public BackendPool Pool { get; }

    public GroupCommitter Committer { get; }

    public RetryPauses Pauses { get; }

    public SilenceLimit Silence { get; }

    public AnswerJudge Judge { get; }

    public required AttemptJournal Journal { get; init; }

    public TokenGuess Tokens { get; } = new();

    public AskPlan FirstPlan { get; }

    /// <summary>What is not checked while answers come, and why; null when everything is. They are judged at their end all the same.</summary>
    public string? UnwatchedBecause { get; }

    /// <summary>Makes the call of a plan. The text is the request as the journal keeps it.</summary>
    public async Task<(string Text, Reply Reply)> SendAsync(PooledBackend backend, Question question, AskPlan plan, CancellationToken ct)
    {
        if (step.IsBatch && BatchRequest.TryRead(question.Record.Fields, out var line, out _))
        {
            var body = line.BodyFor(backend.Config.Model);
            return (Encoding.UTF8.GetString(body), await backend.Client.SendAsync(line.Path, body, ct));
        }

        var request = RequestsFor(backend).Build(question, plan);
        return (RequestText.Of(request), await backend.Client.ChatAsync(request, new AnswerWatch(grammar), ct));
    }

    RequestBuilder RequestsFor(PooledBackend backend) =>
        requests.GetOrAdd(backend, static (one, step) => new RequestBuilder(step, one.Config.Model, one.Grounds), step);

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

    // The machine reads the schema without x-verbatim: whether a value stands in the text is judged at the end, so that a re-ask can name it.
    static (AnswerGrammar? Grammar, string? Problem) CompileGrammar(AnswerSchema schema)
    {
        try
        {
            var grammar = JsonSchema.FromElement(ForeignSchema.Of(schema.Document)).CompileAnswer(AnswerOptions.Reading with { Strict = false });
            return (grammar, grammar.Loose.Count == 0 ? null
                : $"what these keywords say is checked only when an answer is complete, not while it comes: {string.Join("; ", grammar.Loose)}");
        }
        catch (UnsupportedSchemaException e)
        {
            return (null, $"answers are checked only when they are complete, not while they come: {e.Message}");
        }
    }
}
