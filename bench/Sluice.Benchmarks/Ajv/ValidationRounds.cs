using Sluice.Benchmarks.Answers;
using Sluice.Schema;
using Sluice.Schema.Benchmark;

namespace Sluice.Benchmarks.Ajv;

/// <summary>Our validator over the documents of one schema, round after round.</summary>
internal static class ValidationRounds
{
    public const int Rounds = 21; // as in validate.mjs

    /// <summary>Null when the schema cannot be loaded.</summary>
    public static SchemaRounds? Of(BenchmarkCase item)
    {
        try
        {
            var start = ThreadClock.Now();
            var schema = JsonSchema.Parse(item.Schema, new BenchmarkSettings().Schemas);
            var load = ThreadClock.Since(start);
            var (times, wrong) = (new double[Rounds], 0);
            for (var round = 0; round < Rounds; round++)
            {
                start = ThreadClock.Now();
                wrong = 0;
                foreach (var test in item.Tests)
                    wrong += schema.Validate(test.Document.AsMemory()).Count == 0 == test.Valid ? 0 : 1;
                times[round] = ThreadClock.Since(start) / 1000.0;
            }

            return new SchemaRounds(load / 1000.0, times[0], Medians.Of(times[(Rounds / 2)..]), wrong);
        }
        catch (SchemaException)
        {
            return null; // refused with its reason by the answer machine's part of the report
        }
    }
}
