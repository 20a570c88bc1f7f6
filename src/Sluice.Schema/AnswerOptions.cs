using Sluice.Schema.Answers;

namespace Sluice.Schema;

/// <summary>How an answer machine reads or writes. Every setting narrows what the schema alone would allow; `docs/answer-machine.md` says how.</summary>
public sealed record AnswerOptions
{
    /// <summary>For our own engine: keys in the order of the schema, plain numbers, no verbatim item inside another.</summary>
    public static AnswerOptions Writing { get; } = new();

    /// <summary>For answers that somebody else has written: everything that validates, however it is laid out.</summary>
    public static AnswerOptions Reading { get; } = new()
    {
        AnyPropertyOrder = true,
        AnyNumberNotation = true,
        AnyEscape = true,
        AnyVerbatimCase = true,
        DistinctVerbatim = false,
        MaxWhitespace = 4096,
        MaxStringLength = int.MaxValue,
        MaxItemCount = int.MaxValue,
        MaxOtherKeys = int.MaxValue,
    };

    /// <summary>Whether a schema that the machine cannot follow in all is refused; else it allows more than the schema where it cannot follow, names the places in <see cref="AnswerGrammar.Loose"/>, and a finished answer is held to the whole by <see cref="AnswerMachine.Verify"/>.</summary>
    public bool Strict { get; init; } = true;

    /// <summary>Whether keys may come in any order; else as the schema defines them, optional ones left out at will, undefined ones at the end.</summary>
    public bool AnyPropertyOrder { get; init; }

    /// <summary>Whether numbers may be written in every way JSON has; else without exponent, integers without a point, 15 digits before and 9 after it where the schema sets no bound, enum members in their shortest form.</summary>
    public bool AnyNumberNotation { get; init; }

    /// <summary>Whether characters may be escaped in every way JSON has; else only those that JSON cannot hold otherwise.</summary>
    public bool AnyEscape { get; init; }

    /// <summary>Whether verbatim strings may differ from the text in case and in the kind of white space; else they are written as they stand there, with one space for a run of white space.</summary>
    public bool AnyVerbatimCase { get; init; }

    /// <summary>Whether a verbatim item of an array with uniqueItems must neither contain an earlier one nor stand in one, by words and without case. Given up where minItems could not be reached otherwise.</summary>
    public bool DistinctVerbatim { get; init; } = true;

    /// <summary>White-space characters allowed in one place between two tokens of JSON, before the first and after the last; also the longest run in a verbatim string, where at least one is allowed.</summary>
    public int MaxWhitespace { get; init; } = 1;

    /// <summary>Code points of a string for which the schema sets no maxLength; more where it needs more. int.MaxValue for no ceiling. The default is some 4,000 tokens.</summary>
    public int MaxStringLength { get; init; } = 16_384;

    /// <summary>Items of an array for which the schema sets no maxItems; more where it needs more. int.MaxValue for no ceiling.</summary>
    public int MaxItemCount { get; init; } = 1_000;

    /// <summary>Keys that the schema does not name, in an object for which it sets no maxProperties; more where it needs more. int.MaxValue for no ceiling.</summary>
    public int MaxOtherKeys { get; init; } = 100;

    /// <summary>Arrays and objects within each other; more where the schema needs more. System.Text.Json reads 64 unless told otherwise.</summary>
    public int MaxDepth { get; init; } = 64;
}
