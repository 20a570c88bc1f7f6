using Sluice.Catalog.Curves;
using Sluice.Cli.Curves;
using Sluice.Cli.Terminals;
using Sluice.Testing;

namespace Sluice.Tests.Cli.Curves;

public sealed class CurveShelfTests : IDisposable
{
    private static readonly CurvePlace Place = new("gpu-1:8000", "openai/gpt-oss-120b", "http://gpu-1:8000/v1");

    private readonly TempFolder folder = new();

    private CurveShelf Shelf => new(new TerminalSetup { WorkingFolder = folder.Path }.Open(TextWriter.Null, TextWriter.Null));

    [Fact]
    public void A_curve_is_found_under_the_name_of_its_backend_and_model()
    {
        Shelf.Keep(Place, Curve());

        Assert.Equal(32, Shelf.Find(Place).Curve!.Knee);
        Assert.True(File.Exists(folder.At(".sluice/curves/gpu-1-8000.openai-gpt-oss-120b.json")));
        Assert.Single(Directory.GetFiles(folder.At(".sluice/curves"))); // nothing is left beside it
    }

    [Fact]
    public void Nothing_is_known_and_nothing_wrong_before_the_first_run() => Assert.Equal((null, null), Shelf.Find(Place));

    [Theory]
    [InlineData("http://gpu-2:8000/v1", "openai/gpt-oss-120b")]
    [InlineData("http://gpu-1:8000/v1", "openai-gpt-oss-120b")] // another model whose file has the same name
    public void A_curve_of_another_server_or_model_is_left_aside_and_told(string address, string model)
    {
        Shelf.Keep(Place, Curve() with { Backend = address, Model = model });

        (Curve? curve, string? problem) = Shelf.Find(Place);

        Assert.Null(curve);
        Assert.Contains($"with {model} at {address}, not with", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "not a curve")]
    [InlineData("{\"version\": 1", "not a curve")]
    [InlineData("{\"version\": 9, \"model\": \"m\", \"backend\": \"b\", \"levels\": []}", "curve version 9; allowed: 1")]
    public void A_damaged_curve_is_told_with_its_file_and_counts_as_none(string text, string problem)
    {
        folder.Write(".sluice/curves/gpu-1-8000.openai-gpt-oss-120b.json", text);

        (Curve? curve, string? told) = Shelf.Find(Place);

        Assert.Null(curve);
        Assert.StartsWith(".sluice/curves/gpu-1-8000.openai-gpt-oss-120b.json", told, StringComparison.Ordinal);
        Assert.Contains(problem, told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_runs_that_write_at_the_same_time_leave_a_whole_file()
    {
        Task[] writers = [.. Enumerable.Range(1, 4).Select(run => Task.Run(() =>
        {
            for (int i = 0; i < 50; i++) Shelf.Keep(Place with { Backend = $"run {run % 2}" }, Curve());
        }))];
        await Task.WhenAll(writers).WaitAsync(CancellationToken.None);

        Assert.NotNull(Shelf.Read(".sluice/curves/run-1.openai-gpt-oss-120b.json").Curve);
    }

    public void Dispose() => folder.Dispose();

    private static Curve Curve() => new()
    {
        Model = Place.Model,
        Backend = Place.Address,
        Knee = 32,
        Levels = [new Level { Concurrency = 16, Provenance = Provenance.Measured, N = 40, DecodeTps = 800 }, new Level { Concurrency = 32, Provenance = Provenance.Measured, N = 64, DecodeTps = 1500 }],
    };
}
