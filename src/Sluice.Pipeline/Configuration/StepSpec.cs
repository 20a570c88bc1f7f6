using Sluice.Pipeline.Asking.Forms;
using Sluice.Pipeline.Concurrency;
using Sluice.Pipeline.Prompts;

namespace Sluice.Pipeline.Configuration;

/// <summary>One question asked about each record.</summary>
public sealed record StepSpec
{
    public required string Name { get; init; }

    /// <summary>The model asked for, a name that `sluice.yaml` or the server knows.</summary>
    public required string Model { get; init; }

    /// <summary>The system message; null sends none.</summary>
    public PromptTemplate? System { get; init; }

    public required PromptTemplate Prompt { get; init; }

    /// <summary>The text that verbatim values must be spans of; null takes the record's fields as the prompt shows them.</summary>
    public PromptTemplate? Source { get; init; }

    /// <summary>Null for plain text.</summary>
    public AnswerSchema? Schema { get; init; }

    /// <summary>Worked answers, sent as earlier turns.</summary>
    public IReadOnlyList<StepExample> Examples { get; init; } = [];

    public SamplingSpec Sampling { get; init; } = new();

    public StreamUse Stream { get; init; }

    /// <summary>How a server is asked to hold answers to the schema; null leaves it to the backend's setting, or to a probe.</summary>
    public AnswerForm? Form { get; init; }

    public StepTimeouts Timeouts { get; init; } = new();

    /// <summary>Whether a value that the text does not contain, re-ask and all, is taken out of its array instead of failing the record.</summary>
    public bool DropsUngrounded { get; init; }

    /// <summary>Whether the records are requests of a batch file: each is sent as it stands, and the whole response is its answer.</summary>
    public bool IsBatch { get; init; }

    /// <summary>Names of the steps whose answers the step's texts show, each once.</summary>
    public IReadOnlyList<string> Uses { get; init; } = [];

    /// <summary>Records asked about at the same time; null takes the pipeline's.</summary>
    public ConcurrencySetting? Concurrency { get; init; }

    /// <summary>Everything that is filled in with a record.</summary>
    internal IEnumerable<PromptTemplate> Texts => new[] { System, Prompt, Source }.OfType<PromptTemplate>();
}
