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
    readonly StepBackend backend;
    readonly RunStop stop;

    public AskTools(StepSpec step, StepBackend backend, ModelClient client, bool serverGrounds, GroupCommitter committer, BackendGate gate, RunStop stop)
    {
        (this.backend, this.stop) = (backend, stop);
        (Client, Committer, Gate, Sampling) = (client, committer, gate, step.Sampling);
        Requests = new RequestBuilder(step, backend.Model, serverGrounds);
        Judge = new AnswerJudge(step.Schema);
        (grammar, UnwatchedBecause) = CompileGrammar(step.Schema);
    }

    public ModelClient Client { get; }

    public GroupCommitter Committer { get; }

    public BackendGate Gate { get; }

    public RequestBuilder Requests { get; }

    public AnswerJudge Judge { get; }

    public SamplingSpec Sampling { get; }

    public string BackendName => backend.Name;

    /// <summary>What is not checked while answers come, and why; null when everything is. They are judged at their end all the same.</summary>
    public string? UnwatchedBecause { get; }

    public AnswerWatch NewWatch() => new(grammar);

    /// <summary>Stops the run for a failure that only a person can mend, naming what the server offers when the model is unknown to it.</summary>
    public async Task StopForAsync(Failure failure)
    {
        var offers = "";
        if (failure.HttpStatus == 404)
        {
            var listing = await Client.ListModelsAsync(stop.Cutting);
            if (listing.Models.Count > 0) offers = $"; the server offers: {string.Join(", ", listing.Models.Select(model => model.Id))}";
        }

        stop.Because($"the backend '{backend.Name}' at {backend.Endpoint.BaseUrl} refuses us: {failure.Detail}{offers}");
    }

    /// <summary>Why a run stops that has waited long enough.</summary>
    public string Silence(Failure failure) =>
        $"no answer from the backend '{backend.Name}' at {backend.Endpoint.BaseUrl} for {Words.Of(Gate.SilentFor)}; the last failure: {failure.Detail}";

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
