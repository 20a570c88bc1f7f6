using System.CommandLine;
using Sluice.Cli.Planning;

namespace Sluice.Cli.Commands;

/// <summary>The options of a memory fit, shared by models and hardware.</summary>
internal sealed class FitOptions
{
    private const int MostTokens = 10_000_000;
    private const int MostConcurrency = 10_000;
    private const int MostDevices = 64;

    private readonly Option<int?> context = TaughtOption.Number("--context", 1, MostTokens, "Tokens in each sequence, prompt and answer (default: 1152)");
    private readonly Option<int?> concurrency = TaughtOption.Number("--concurrency", 1, MostConcurrency, "Sequences at once (default: 1)");
    private readonly Option<int?> devices = TaughtOption.Number("--devices", 1, MostDevices, "Devices that share one copy of the weights (default: 1)");
    private readonly Option<string?> catalog = TaughtOption.Text("--catalog", "FOLDER", "Your own entries too, as YAML");
    private readonly Option<bool> json = TaughtOption.Switch("--json", "Write JSON, in base units");

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[context, concurrency, devices, catalog, json]) command.Add(option);
    }

    public ShowRequest Read(ParseResult parsed) => new()
    {
        Name = "",
        IsHardware = false,
        Context = parsed.GetValue(context),
        Concurrency = parsed.GetValue(concurrency),
        Devices = parsed.GetValue(devices),
        Catalog = parsed.GetValue(catalog),
        Json = parsed.GetValue(json),
    };
}
