using Sluice.Cli.Terminals;
using Sluice.Cli.Viewing;
using Sluice.Schema.Benchmark;

namespace Sluice.Cli.Schemas;

/// <summary>Shows the results of a schema benchmark as they come, and the sums at the end.</summary>
internal sealed class SchemaBenchReport(SchemaBenchRequest request, Terminal terminal, int count)
{
    private const string ClearLine = "\r\u001b[K";

    private readonly List<BenchmarkTally> files = [];

    public BenchmarkTally All { get; } = new("all");

    /// <summary>Results come file by file.</summary>
    public void Add(CaseResult result)
    {
        if (files.LastOrDefault()?.Name != result.Case.File) files.Add(new BenchmarkTally(result.Case.File));
        files[^1].Add(result);
        All.Add(result);
        bool progress = terminal.IsScreen && !request.Json;
        if (progress) terminal.Out.Write(ClearLine);
        if (request.Json) terminal.Out.WriteLine(SchemaBenchJson.Of(result));
        else if (request.Verbose) WriteFindings(result);
        if (progress && All.Schemas < count) terminal.Out.Write($"{Figures.Count(All.Schemas)}/{Figures.Count(count)}  {result.Case.File}");
    }

    public void Finish()
    {
        if (request.Json)
        {
            foreach (BenchmarkTally file in files) terminal.Out.WriteLine(SchemaBenchJson.Of(file, "file"));
            terminal.Out.WriteLine(SchemaBenchJson.Of(All, "all"));
            return;
        }
        SchemaBenchTables.Write([.. files, All], terminal);
    }

    private void WriteFindings(CaseResult result)
    {
        string place = $"{result.Case.File}:{result.Case.Line} {result.Case.Name}";
        if (result.Detail is not null) terminal.Out.WriteLine($"{place}: {SchemaBenchWords.Of(result.Outcome)}: {result.Detail}");
        foreach (WrongVerdict wrong in result.Wrong) terminal.Out.WriteLine($"{place}: {SchemaBenchWords.Of(wrong)}");
        foreach (WrongVerdict wrong in result.ValidatorWrong)
            terminal.Out.WriteLine($"{place}: test {wrong.Test}: the validator of whole documents {(wrong.Valid ? "refuses a valid one" : "lets an invalid one through")}: {wrong.Description}");
    }
}
