using Sluice.Pipeline.Asking.Forms;
using Sluice.Pipeline.Backends;
using Sluice.Pipeline.Concurrency;
using Sluice.Protocol.Client;

namespace Sluice.Pipeline;

/// <summary>A server that answers a step. Made by the command line from `sluice.yaml` or its options.</summary>
public sealed record StepBackend
{
    /// <summary>As people call it, in messages and in the journal.</summary>
    public required string Name { get; init; }

    public required ModelEndpoint Endpoint { get; init; }

    /// <summary>The model's name on that server.</summary>
    public required string Model { get; init; }

    /// <summary>
    /// The name the user asked for, which is part of what makes two runs the same; which backend serves it is not. Null takes <see cref="Model"/>.
    /// </summary>
    public string? AskedAs { get; init; }

    /// <summary>Null when it is not known.</summary>
    public BackendPrice? Price { get; init; }

    /// <summary>Calls begun in a minute at most; null for no limit.</summary>
    public int? RequestsPerMinute { get; init; }

    /// <summary>Prompt and written tokens of calls begun in a minute at most; null for no limit.</summary>
    public int? TokensPerMinute { get; init; }

    /// <summary>What is known of its rates, to begin from; null for nothing.</summary>
    public KnownCurve? Known { get; init; }

    /// <summary>Calls that it says it answers at the same time; null when it does not say. More may be sent and wait there.</summary>
    public int? Slots { get; init; }

    /// <summary>Calls open at once; null for as many as the run makes.</summary>
    public int? MaxInFlight { get; init; }

    /// <summary>How it is asked to hold answers to a schema; null lets a probe decide.</summary>
    public AnswerForm? Form { get; init; }

    /// <summary>How long a first token may take here, unless the step says so itself; null learns it from the calls before.</summary>
    public TimeSpan? FirstToken { get; init; }
}
