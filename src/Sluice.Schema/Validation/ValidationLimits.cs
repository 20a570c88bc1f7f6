namespace Sluice.Schema.Validation;

/// <summary>
/// What checking one document may cost: a ground amount and so much for each of its bytes, so that long documents get their share and
/// a short one cannot hang a program, whatever the schema.
/// </summary>
/// <param name="Bytes">Length of the document's text.</param>
internal readonly record struct ValidationLimits(int Bytes)
{
    /// <summary>Schemas applied within each other; keeps the stack below a megabyte.</summary>
    public const int Depth = 800;

    /// <summary>Schemas applied in all; a million take about half a second, and real documents need less than ten a byte.</summary>
    public long Applications => 1_000_000 + 100L * Bytes;

    /// <summary>Steps of all patterns; ordinary ones need about twenty a character.</summary>
    public long PatternSteps => 10_000_000 + 200L * Bytes;
}
