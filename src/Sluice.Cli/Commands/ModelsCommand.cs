using System.CommandLine;
using Sluice.Cli.Planning;
using Sluice.Cli.Terminals;

namespace Sluice.Cli.Commands;

/// <summary><c>sluice models</c>: what the catalog knows of models.</summary>
internal static class ModelsCommand
{
    public static TaughtCommand Build(Terminal terminal)
    {
        string[] examples = ["sluice models list", "sluice models show gpt-oss-120b --hardware dgx-spark --context 4096 --concurrency 32", "sluice models show ./config.json"];
        var models = new TaughtCommand("models", "The models of the catalog: what each reads, computes and needs.") { Examples = examples };
        models.Add(List(terminal));
        models.Add(Show(terminal, examples[1..]));
        return models;
    }

    private static TaughtCommand List(Terminal terminal)
    {
        Option<string?> catalog = TaughtOption.Text("--catalog", "FOLDER", "Your own entries too, as YAML");
        var command = new TaughtCommand("list", "All models, one a line.") { Examples = ["sluice models list"] };
        command.Add(catalog);
        command.SetAction(parsed => new CatalogSession(terminal, "models list").Models(parsed.GetValue(catalog)));
        return command;
    }

    private static TaughtCommand Show(Terminal terminal, string[] examples)
    {
        var name = new Argument<string>("NAME") { Description = "A name of the catalog, or the path of a YAML entry, a config.json or a GGUF" };
        Option<string?> hardware = TaughtOption.Text("--hardware", "NAME", "Only this kind of machine (default: all)");
        Option<string?> precision = TaughtOption.Text("--precision", "NAME", "One of its precisions (default: the first)");
        var fit = new FitOptions();
        var command = new TaughtCommand("show", "Bytes and operations per token, memory fit at a context and concurrency, the bandwidth bound.") { Examples = examples };
        command.Add(name);
        command.Add(hardware);
        command.Add(precision);
        fit.AddTo(command);
        command.SetAction(parsed => new CatalogSession(terminal, "models show").Show(fit.Read(parsed) with
        {
            Name = parsed.GetRequiredValue(name),
            Hardware = parsed.GetValue(hardware),
            Precision = parsed.GetValue(precision),
        }));
        return command;
    }
}
