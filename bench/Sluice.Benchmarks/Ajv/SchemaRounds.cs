namespace Sluice.Benchmarks.Ajv;

/// <summary>How one validator did with the documents of one schema. Times in microseconds.</summary>
/// <param name="Load">From the schema's text to a validator that is ready.</param>
/// <param name="First">The first round over all documents.</param>
/// <param name="Warm">The median of the second half of the rounds.</param>
/// <param name="Wrong">Documents judged otherwise than declared.</param>
internal sealed record SchemaRounds(double Load, double First, double Warm, int Wrong);
