using Sluice.Catalog;
using Sluice.Catalog.Hardware;
using Sluice.Cli.Commands;
using Sluice.Cli.Terminals;
using Sluice.Twin.Rendering;

namespace Sluice.Cli.Planning;

/// <summary>Shows entries of the catalog.</summary>
internal sealed class CatalogSession(Terminal terminal, string command)
{
    /// <summary>Prompt and answer of the published benchmark: 1,024 + 128 tokens.</summary>
    public const int DefaultContext = 1152;

    private readonly PlanningFiles files = new(terminal, command);

    public int Models(string? folder) => Reporting(() => terminal.Out.Write(CatalogPages.Models(files.Catalog(folder))));

    public int Hardware(string? folder) => Reporting(() => terminal.Out.Write(CatalogPages.Machines(files.Catalog(folder))));

    public int Topologies(string? folder) => Reporting(() => terminal.Out.Write(TopologyPages.List(files.Catalog(folder))));

    public int Topology(string name, string? folder) => Reporting(() => terminal.Out.Write(TopologyPages.One(files.Catalog(folder).TopologyEntry(files.NameOrPath(name.Split(':')[0])))));

    public int Show(ShowRequest request) => Reporting(() =>
    {
        CatalogIndex catalog = files.Catalog(request.Catalog);
        (int devices, int context, int concurrency) = (request.Devices ?? 1, request.Context ?? DefaultContext, request.Concurrency ?? 1);
        if (request.IsHardware)
        {
            HardwareSpec hardware = catalog.Machine(files.NameOrPath(request.Name));
            terminal.Out.Write(request.Json ? CatalogJson.Hardware(catalog, hardware, devices, context, concurrency) : CatalogPages.Hardware(catalog, hardware, devices, context, concurrency));
            return;
        }

        var model = catalog.Model(files.NameOrPath(request.Name));
        HardwareSpec[]? on = request.Hardware is { } name ? [catalog.Machine(files.NameOrPath(name))] : null;
        terminal.Out.Write(request.Json
            ? CatalogJson.Model(catalog, model, request.Precision, on, devices, context, concurrency)
            : CatalogPages.Model(catalog, model, request.Precision, on, devices, context, concurrency));
    });

    private int Reporting(Action work) => PlanningProblems.Reporting(command, () =>
    {
        work();
        return ExitCode.Done;
    });
}
