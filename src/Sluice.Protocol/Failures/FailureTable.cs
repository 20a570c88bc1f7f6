using System.Diagnostics.CodeAnalysis;

namespace Sluice.Protocol.Failures;

/// <summary>The one table of what follows from each <see cref="FailureReason"/>, for the bench, the pipeline and the gateway.</summary>
public static class FailureTable
{
    /// <summary>One rule for each reason, in the order of the enumeration.</summary>
    public static IReadOnlyList<FailureRule> All { get; } =
    [
        Free(FailureReason.Transport, "transport", RetryKind.Same, againstBackend: true, status: 502,
            "The server could not be reached, or the connection ended before a byte of the answer came."),
        Free(FailureReason.Capacity, "capacity", RetryKind.Same, againstBackend: false, status: 429,
            "The server is full and asks to come back later."),
        Charged(FailureReason.Server, "server", 3, RetryKind.Same, againstBackend: true, status: 502,
            "The server had an internal error, or answered something that is not a completion."),
        Charged(FailureReason.Request, "request", 1, RetryKind.Never, againstBackend: false, status: 400,
            "The server refuses this request: a parameter it does not take, or a prompt too long for the model."),
        Free(FailureReason.Account, "account", RetryKind.Same, againstBackend: true, status: 502,
            "The server refuses the key, or does not know the model or the address.") with { PausesRun = true },
        Charged(FailureReason.Timeout, "timeout", 3, RetryKind.Same, againstBackend: true, status: 504,
            "The first token, the next one or the end did not come within its time limit."),
        Charged(FailureReason.StreamBroken, "stream-broken", 3, RetryKind.Same, againstBackend: true, status: 502,
            "The answer ended without a finish_reason, so it may be incomplete."),
        Charged(FailureReason.Truncated, "truncated", 2, RetryKind.Changed, againstBackend: false, status: null,
            "The answer reached its token limit before it was complete."),
        Charged(FailureReason.Runaway, "runaway", 2, RetryKind.Changed, againstBackend: false, status: null,
            "The model kept writing white space or repeating itself, so the stream was cut."),
        Charged(FailureReason.ReasoningOnly, "reasoning-only", 2, RetryKind.Changed, againstBackend: false, status: null,
            "The model spent its tokens on reasoning and wrote no answer."),
        Charged(FailureReason.NotJson, "not-json", 2, RetryKind.Changed, againstBackend: false, status: null,
            "The answer is not JSON."),
        Charged(FailureReason.SchemaMismatch, "schema-mismatch", 2, RetryKind.Changed, againstBackend: false, status: null,
            "The answer is JSON but breaks the schema."),
        Charged(FailureReason.Ungrounded, "ungrounded", 2, RetryKind.Changed, againstBackend: false, status: null,
            "The answer quotes words that the source text does not contain."),
        Charged(FailureReason.Refusal, "refusal", 1, RetryKind.Never, againstBackend: false, status: null,
            "The model or its content filter declined to answer."),
        Free(FailureReason.Cancelled, "cancelled", RetryKind.Same, againstBackend: false, status: 499, // nginx: client closed request
            "We stopped the request ourselves."),
    ];

    public static FailureRule Of(FailureReason reason) => All[(int)reason];

    /// <summary>Finds a reason by its <see cref="FailureRule.Name"/>, as stores and command lines hold it.</summary>
    public static bool TryParse(string name, [NotNullWhen(true)] out FailureRule? rule)
    {
        rule = All.FirstOrDefault(candidate => candidate.Name == name);
        return rule is not null;
    }

    static FailureRule Charged(FailureReason reason, string name, int tries, RetryKind retry, bool againstBackend, int? status, string sentence) =>
        new()
        {
            Reason = reason,
            Name = name,
            Sentence = sentence,
            ChargedToRecord = true,
            MaxTries = tries,
            Retry = retry,
            CountsAgainstBackend = againstBackend,
            HttpStatus = status,
        };

    static FailureRule Free(FailureReason reason, string name, RetryKind retry, bool againstBackend, int? status, string sentence) =>
        Charged(reason, name, FailureRule.Unlimited, retry, againstBackend, status, sentence) with { ChargedToRecord = false };
}
