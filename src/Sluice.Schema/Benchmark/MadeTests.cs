using System.Text;
using Sluice.Schema.Generation;

namespace Sluice.Schema.Benchmark;

/// <summary>
/// Makes documents for a schema that comes without any: written by the machine's own walk and by a search that knows nothing of the machine, each
/// with neighbours that differ in one place. The validator of whole documents says which are valid, so that machine and validator are held against each other.
/// </summary>
internal sealed class MadeTests(JsonSchema schema, int seed)
{
    const int Neighbours = 4; // of each document

    static readonly GenerationOptions Varied = new() { ShuffleKeys = true, VarySpelling = true };

    readonly Random random = new(seed);

    /// <param name="documents">Documents wanted, without their neighbours; fewer where none are found.</param>
    public IReadOnlyList<BenchmarkTest> Make(int documents)
    {
        var walk = new InstanceGenerator(schema, random, Varied);
        var search = new InstanceSearch(schema, random, Varied);
        var neighbours = new DocumentNeighbours(random);
        var tests = new List<BenchmarkTest>();
        for (var i = 0; i < documents; i++)
        {
            if (!(i % 2 == 0 ? walk.TryGenerate(out var document, out _) : search.TryFind(out document, out _))) continue;
            tests.Add(Test(document, $"made document {i + 1}"));
            for (var n = 0; n < Neighbours; n++)
            {
                var neighbour = neighbours.Write(document);
                tests.Add(Test(neighbour, $"beside made document {i + 1}: {neighbour}"));
            }
        }

        return tests;
    }

    BenchmarkTest Test(string document, string description)
    {
        var bytes = Encoding.UTF8.GetBytes(document);
        return new BenchmarkTest(bytes, schema.Validate(bytes).Count == 0, description);
    }
}
