using Sluice.Cli.Backends;
using Sluice.Cli.Configuration;
using Sluice.Cli.ModelFiles;
using Sluice.Cli.Problems;
using Sluice.Cli.Terminals;

namespace Sluice.Cli.Chatting;

/// <summary>Finds the backend that a chat talks to: a URL, a name of sluice.yaml, or a model file of this machine.</summary>
internal sealed class ChatPlanner(Terminal terminal, string? configFile)
{
    private const string Place = "chat";

    private SluiceConfig? config;

    private SluiceConfig Config => config ??= ConfigFile.Load(configFile, terminal.WorkingFolder, terminal.Environment, () => SluiceHome.Find(terminal.Environment, terminal.ExecutableFolder));

    public BackendPlan Plan(ChatLine line)
    {
        ServerRequest server = line.Server;
        if (server.Url is not null || server.Backend is not null || server.KeyEnv is not null)
        {
            if (line.Model is not null && server.Model is not null) throw new CouldNotRunException(Place, $"'{line.Model}' and --model '{server.Model}' both name a model", "one of them");
            return new BackendPlanner(() => Config, terminal.Environment).Plan(server with { Model = server.Model ?? line.Model }, BuiltInConfig.Model, Place)[0];
        }
        return Plan(line.Model ?? server.Model);
    }

    /// <param name="name">Null for the default: the model that sluice.yaml calls so, else its first one, else its only backend.</param>
    public BackendPlan Plan(string? name)
    {
        if (name is not null && (name.EndsWith(".gguf", StringComparison.OrdinalIgnoreCase) || File.Exists(terminal.Opened(name))))
            return OfFile(ModelLibrary.Of(terminal).Resolve(name, Place));
        name ??= Config.FindModel(BuiltInConfig.Model) is not null ? BuiltInConfig.Model : Config.ModelNames.Concat(Config.Backends.Keys).First();
        var planner = new BackendPlanner(() => Config, terminal.Environment);
        if (Config.FindModel(name) is not null) return planner.Plan(new ServerRequest { Model = name }, name, Place)[0];
        if (Config.Backends.ContainsKey(name)) return planner.Plan(new ServerRequest { Backend = name }, BuiltInConfig.Model, Place)[0];
        if (ModelLibrary.Of(terminal).Find(name) is { } path) return OfFile(path);

        string[] known = [.. Config.ModelNames, .. Config.Backends.Keys, .. ModelLibrary.Of(terminal).All().Select(model => model.Name)];
        throw new CouldNotRunException(Place, $"nothing is called '{name}'{Nearest.Hint(name, known)}", $"{string.Join(", ", known.Distinct())}, the path of a GGUF file, or --url URL");
    }

    private static BackendPlan OfFile(string path) =>
        new(new BackendConfig.Embedded("this machine", path), null, BuiltInConfig.Model, Place) { KeyPlace = Place };
}
