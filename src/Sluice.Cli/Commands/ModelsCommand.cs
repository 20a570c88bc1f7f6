using System.CommandLine;
using Sluice.Cli.Downloads;
using Sluice.Cli.ModelFiles;
using Sluice.Cli.Terminals;
using Sluice.Engine;

namespace Sluice.Cli.Commands;

/// <summary><c>sluice models</c>: the model files of this machine, and what the catalog knows of models.</summary>
internal static class ModelsCommand
{
    public static TaughtCommand Build(Terminal terminal)
    {
        string[] examples = ["sluice models", "sluice models pull smollm2-135m-instruct-q4_1", "sluice models show my-model.gguf --context 4096 --concurrency 32", "sluice models show gpt-oss-120b --hardware dgx-spark"];
        var models = new TaughtCommand("models", "The models of this machine, and those that the catalog knows figures of. Alone it lists them.") { Examples = examples };
        models.Add(List(terminal));
        models.Add(Pull(terminal));
        models.Add(Show(terminal, [.. examples[2..], "sluice models show ./config.json"]));
        models.Add(Check(terminal));
        models.SetAction(_ => new ModelListSession(terminal).Run(catalog: null, json: false));
        return models;
    }

    private static TaughtCommand List(Terminal terminal)
    {
        Option<string?> catalog = TaughtOption.Text("--catalog", "FOLDER", "Your own entries of the catalog too, as YAML");
        Option<bool> json = TaughtOption.Switch("--json", "Write a JSON object for each model file of this machine");
        var command = new TaughtCommand("list", "All models, one a line: the files of this machine, then the names of the catalog.") { Examples = ["sluice models list"] };
        command.Add(catalog);
        command.Add(json);
        command.SetAction(parsed => new ModelListSession(terminal).Run(parsed.GetValue(catalog), parsed.GetValue(json)));
        return command;
    }

    private static TaughtCommand Pull(Terminal terminal)
    {
        var model = new Argument<string>("URL|NAME") { Description = "The address of a GGUF file (of several the first one), or a name of the list" };
        Option<string?> hash = TaughtOption.Text("--sha256", "HASH", "What the file must be (default: what the list, else the server states)");
        Option<string?> name = TaughtOption.Text("--name", "NAME", "What the model is called here (default: as the file is)");
        Option<string?> folder = TaughtOption.Text("--to", "FOLDER", $"Where it is kept (default: {ModelFolder.Variable}, else sluice/models among this user's data)");
        Option<string?> list = TaughtOption.Text("--list", "FILE", $"The list that names are looked up in (default: {PullPlan.ListVariable}, else {PullPlan.BundledList} of Sluice)");
        Option<string?> baseUrl = TaughtOption.Text("--base-url", "URL", $"A mirror in place of the list's base_url (default: {PullPlan.BaseUrlVariable})");
        Option<string?> keyEnv = TaughtOption.Text("--key-env", "VAR", "The environment variable that holds a key for the server (default: no key)");
        Option<bool> again = TaughtOption.Switch("--again", "Fetch it although it is here");
        Option<bool> json = TaughtOption.Switch("--json", "Write JSON lines: download-started, progress, notice, file-finished, pulled");
        var command = new TaughtCommand("pull", "Fetch a model, go on where a broken download ended, check its hash; then it goes by its name.")
        {
            Examples = ["sluice models pull smollm2-135m-instruct-q4_1", "sluice models pull https://models.example/qwen3-0.6b-q8_0.gguf --sha256 HASH", "sluice models pull team-small --list our-models.yaml --base-url https://mirror.example"],
        };
        command.Add(model);
        foreach (Option option in (Option[])[hash, name, folder, list, baseUrl, keyEnv, again, json]) command.Add(option);
        command.SetAction(parsed => new PullSession(terminal).RunAsync(new PullRequest
        {
            Model = parsed.GetRequiredValue(model),
            Sha256 = parsed.GetValue(hash),
            Name = parsed.GetValue(name),
            Folder = parsed.GetValue(folder),
            List = parsed.GetValue(list),
            BaseUrl = parsed.GetValue(baseUrl),
            KeyEnv = parsed.GetValue(keyEnv),
            Again = parsed.GetValue(again),
            Json = parsed.GetValue(json),
        }));
        return command;
    }

    private static TaughtCommand Check(Terminal terminal)
    {
        var files = new Argument<string[]>("FILE|NAME…") { Description = "GGUF files, or models of this machine", Arity = ArgumentArity.OneOrMore };
        Option<bool> json = TaughtOption.Switch("--json", "Write a JSON object for each file");
        var command = new TaughtCommand("check", "Load each file in the embedded engine and let it write a few tokens: whether it works here, or why not.") { Examples = ["sluice models check smollm2-135m-instruct-q4_1"] };
        command.Add(files);
        command.Add(json);
        command.SetAction(parsed => new ModelCheckSession(terminal).RunAsync(parsed.GetRequiredValue(files), parsed.GetValue(json)));
        return command;
    }

    private static TaughtCommand Show(Terminal terminal, string[] examples)
    {
        var name = new Argument<string>("FILE|NAME") { Description = "A GGUF file, a model of this machine or of the catalog, or the path of a YAML entry or a config.json" };
        Option<string?> kvType = TaughtOption.Choice("--kv-type", "TYPE", [.. KvTypes.ByName.Keys], "For a file: how keys and values would be held (default: f16)");
        Option<string?> hardware = TaughtOption.Text("--hardware", "NAME", "Only this kind of machine (default: all of the catalog; for a file: this machine)");
        Option<string?> precision = TaughtOption.Text("--precision", "NAME", "One of its precisions (default: the first)");
        var fit = new FitOptions();
        var command = new TaughtCommand("show", "Of a file: shape, quantisation, context, template family, memory. Of the catalog: bytes and operations per token, memory fit, the bandwidth bound.") { Examples = examples };
        command.Add(name);
        command.Add(kvType);
        command.Add(hardware);
        command.Add(precision);
        fit.AddTo(command);
        command.SetAction(parsed => new ModelShowSession(terminal).Run(fit.Read(parsed) with
        {
            Name = parsed.GetRequiredValue(name),
            KvType = parsed.GetValue(kvType),
            Hardware = parsed.GetValue(hardware),
            Precision = parsed.GetValue(precision),
        }));
        return command;
    }
}
