using System.CommandLine;
using Sluice.Cli.Terminals;

namespace Sluice.Cli.Commands;

/// <summary>The tree of commands. Building it loads no room: what a command needs is loaded when it runs.</summary>
internal static class SluiceCommand
{
    public static TaughtCommand Build(Terminal terminal)
    {
        var root = new TaughtCommand("sluice", "The workbench of a team that serves its own language models.")
        {
            Examples = ["sluice demo", "sluice run samples/job-postings/pipeline.yaml --limit 6"],
        };
        root.Add(DemoCommand.Build(terminal));
        root.Add(RunCommand.Build(terminal));
        root.Add(RunsCommand.Build(terminal));
        root.Add(ExportCommand.Build(terminal));
        root.Add(InspectCommand.Build(terminal));
        root.Add(RetryCommand.Build(terminal));
        root.Add(ReplayCommand.Build(terminal));
        root.Add(ChatCommand.Build(terminal));
        root.Add(SchemaCommand.Build(terminal));
        root.Add(TemplateCommand.Build(terminal));
        root.Add(BenchCommand.Build(terminal));
        root.Add(PredictCommand.Build(terminal));
        root.Add(CalibrateCommand.Build(terminal));
        root.Add(ModelsCommand.Build(terminal));
        root.Add(HardwareCommand.Build(terminal));
        root.Add(TopologiesCommand.Build(terminal));
        root.Add(TwinCommand.Build(terminal));
        root.Add(EngineCommand.Build(terminal));
        return root;
    }
}
