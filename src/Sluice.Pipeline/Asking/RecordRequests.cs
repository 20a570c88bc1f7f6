using System.Runtime.CompilerServices;
using Sluice.Pipeline.Asking.Forms;
using Sluice.Pipeline.Configuration;
using Sluice.Pipeline.Sources;
using Sluice.Protocol.Chat;
using Sluice.Protocol.Client;

namespace Sluice.Pipeline.Asking;

/// <summary>A pipeline's records as the first calls a run would make for them, for who measures a server with them. Keeps nothing and asks nobody.</summary>
public sealed class RecordRequests(PipelineSpec spec, ModelEndpoint endpoint, string model)
{
    readonly StepSpec step = spec.Steps[0];

    /// <summary>In the order of the input; a record that cannot be asked about is left out.</summary>
    public async IAsyncEnumerable<RecordRequest> ReadAsync([EnumeratorCancellation] CancellationToken ct)
    {
        var writer = new QuestionWriter(step);
        var builder = new RequestBuilder(step, new StepBackend { Name = "measured", Endpoint = endpoint, Model = model }, serverGrounds: false, AnswerForm.ResponseFormat, streams: true);
        var judge = new AnswerJudge(step.Schema);
        var first = AskPlan.First(step.Sampling, isText: step.Schema is null);
        await foreach (var record in RecordSource.Of(spec.Input).ReadAsync(ct))
        {
            if (record.Fault is not null || !writer.TryWrite(record, record.Fields, out var question, out _)) continue;
            yield return new RecordRequest(builder.Build(question, first), reply => judge.Judge(reply, question) is Judgement.Accepted);
        }
    }
}

/// <summary>One record's first call.</summary>
/// <param name="IsValid">Whether a complete reply would have been accepted.</param>
public sealed record RecordRequest(ChatRequest Request, Func<Reply, bool> IsValid);
