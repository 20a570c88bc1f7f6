namespace Sluice.Tests.Protocol.Conformance;

/// <summary>What a model server may leave out, if it says so clearly.</summary>
[Flags]
public enum ServerCapabilities
{
    None = 0,

    /// <summary><c>tools</c> with <c>tool_choice</c>.</summary>
    Tools = 1,

    /// <summary><c>response_format</c> with a schema, whose answers validate.</summary>
    JsonSchema = 2,

    /// <summary><c>logprobs</c>.</summary>
    Scores = 4,

    /// <summary><c>n</c> above 1.</summary>
    SeveralAnswers = 8,

    All = Tools | JsonSchema | Scores | SeveralAnswers,
}
