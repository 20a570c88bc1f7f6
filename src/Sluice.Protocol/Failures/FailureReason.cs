namespace Sluice.Protocol.Failures;

/// <summary>Every way a request to a model server can fail. What follows from each is in <see cref="FailureTable"/>.</summary>
public enum FailureReason
{
    Transport,
    Capacity,
    Server,
    Request,
    Account,
    Timeout,
    StreamBroken,
    Truncated,
    Runaway,
    ReasoningOnly,
    NotJson,
    SchemaMismatch,
    Ungrounded,
    Refusal,
    Cancelled,
}
