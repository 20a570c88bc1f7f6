using System.Text;
using Sluice.Pipeline.Asking.Forms;
using Sluice.Pipeline.Backends;
using Sluice.Pipeline.Batches;
using Sluice.Pipeline.Configuration;
using Sluice.Protocol.Client;
using Sluice.Protocol.Failures;

namespace Sluice.Pipeline.Asking;

/// <summary>How one step asks one backend: the form of its requests, whether answers come as streams, and how long they may take.</summary>
internal sealed class BackendAsker : IDisposable
{
    /// <summary>Longest answer, in tokens, that is asked for whole unless the step says otherwise: cutting one early saves little, and it hangs or it does not.</summary>
    public const int ShortAnswer = 512;

    /// <summary>Seconds a token of a whole answer may take while nothing is known: slower than anybody serves.</summary>
    const double SlowToken = 0.25;

    static readonly TimeSpan patient = TimeSpan.FromSeconds(60); // for a first token, while nothing is known

    /// <summary>How the server is asked for answers.</summary>
    public AnswerForm Form { get; }

    readonly StepSpec step;
    readonly PooledBackend backend;
    readonly RequestBuilder requests;
    readonly StreamTimeouts limits;
    readonly FirstTokenWatch? firstTokens;

    public BackendAsker(StepSpec step, PooledBackend backend, AnswerForm form, TimeProvider time)
    {
        (this.step, this.backend, Form) = (step, backend, form);
        var streams = Streams(step, form);
        requests = new RequestBuilder(step, backend.Config, backend.Grounds, form, streams);
        var fixedLimit = step.Timeouts.FirstToken ?? backend.Config.FirstToken;
        limits = new StreamTimeouts { FirstToken = fixedLimit ?? Timeout.InfiniteTimeSpan, Idle = step.Timeouts.Idle, Total = step.Timeouts.Total };
        if (fixedLimit is not null) return;

        var whole = step.Sampling.MaxTokens is { } tokens ? patient + TimeSpan.FromSeconds(tokens * SlowToken) : step.Timeouts.Total;
        firstTokens = new FirstTokenWatch(new FirstTokenLimit(streams ? patient : whole), backend.Shown, time);
    }

    /// <summary>Makes the call of a plan. An answer whose first token is overdue is a timeout. The text is the body as it was sent.</summary>
    public async Task<(string Text, Reply Reply)> AskAsync(Question question, AskPlan plan, AnswerWatch watch, CancellationToken cutting)
    {
        using var waited = firstTokens?.Begin(cutting);
        var (text, reply) = await SendAsync(question, plan, new CallWatch(waited, watch), waited?.Token ?? cutting);
        if (reply.Failure is null) waited?.Heard();
        var isOverdue = reply.Failure?.Reason == FailureReason.Cancelled && !cutting.IsCancellationRequested && waited?.Overdue is not null;
        return (text, isOverdue ? reply with { Failure = waited!.Overdue } : reply);
    }

    public void Dispose() => firstTokens?.Dispose();

    async Task<(string Text, Reply Reply)> SendAsync(Question question, AskPlan plan, CallWatch watch, CancellationToken ct)
    {
        if (step.IsBatch && BatchRequest.TryRead(question.Record.Fields, out var line, out _))
        {
            var body = line.BodyFor(backend.Config.Model);
            return (Encoding.UTF8.GetString(body), await backend.Client.SendAsync(line.Path, body, ct));
        }

        var request = requests.Build(question, plan);
        return (Encoding.UTF8.GetString(backend.Client.BodyOf(request).Span), await backend.Client.ChatAsync(request, watch, limits, ct));
    }

    /// <summary>Long answers are streamed, to cut those that run away or hang; a server that does not hold them to the schema is streamed to cut the doomed ones.</summary>
    public static bool Streams(StepSpec step, AnswerForm form) => step.Stream switch
    {
        StreamUse.Always => true,
        StreamUse.Never => false,
        _ => step.Sampling.MaxTokens is null or > ShortAnswer || (form == AnswerForm.Prompt && step.Schema is not null),
    };
}
