using Sluice.Engine;
using Sluice.Engine.Serving;

namespace Sluice.ScenarioTests.Engine;

/// <summary>The bundled instruct model behind HTTP, started once for the tests of a class.</summary>
public sealed class BundledModel : IAsyncLifetime
{
    public const string Key = "for-this-test-alone";

    public EngineServer Server { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var options = new EngineOptions { ModelPath = Find(), Parallel = 8, Threads = 1 };
        Server = await EngineServer.StartAsync(options, new EngineServerOptions { Key = Key }, CancellationToken.None);
    }

    public async Task DisposeAsync() => await Server.DisposeAsync();

    static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "models", "smollm2-135m-instruct-q4_1.gguf");
            if (File.Exists(path))
                return path;
        }
        throw new FileNotFoundException("models/smollm2-135m-instruct-q4_1.gguf was not found above " + AppContext.BaseDirectory);
    }
}
