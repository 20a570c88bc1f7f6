using System.Text.Json;
using Sluice.Pipeline;
using Sluice.Pipeline.Asking;
using Sluice.Pipeline.Backends;
using Sluice.Pipeline.Configuration;
using Sluice.Pipeline.Running;
using Sluice.Protocol.Chat;
using Sluice.Protocol.Client;
using Sluice.Testing;
using Sluice.Twin.Serving;
using Sluice.Twin.Serving.Calls;

namespace Sluice.Tests.Pipeline.Running;

/// <summary>A pipeline in a folder of its own, and a server with planned answers to run it against.</summary>
sealed class RunRig : RunObserver, IAsyncDisposable
{
    public const string Good = """{"title": "Cook"}""";

    const string Pipeline = """
        name: postings
        input: { path: data.jsonl, id: "$.id" }
        steps:
          extract:
            model: scripted
            system: Read the posting.
            prompt: "{{ text }}"
            schema:
              type: object
              properties: { title: { type: string, minLength: 2 } }
              required: [title]
              additionalProperties: false
            max_tokens: 100
        concurrency: 4
        output: { path: out/answers.jsonl }
        """;

    readonly Lock gate = new();
    readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    int awaited;

    RunRig(Func<Call, CallPlan> plan) => Plan = plan;

    public TempFolder Folder { get; } = new();

    public TwinServer Server { get; private set; } = null!;

    /// <summary>What the server answers to a call; may change between runs.</summary>
    public Func<Call, CallPlan> Plan { get; set; }

    public List<AnsweredRecord> AnsweredRecords { get; } = [];

    public List<FailedRecord> FailedRecords { get; } = [];

    public List<string> Notices { get; } = [];

    public Secret? Key { get; set; }

    public string Model { get; set; } = "scripted";

    /// <summary>The model of a step that is not <see cref="Model"/>'s.</summary>
    public Dictionary<string, string> ModelOfStep { get; } = [];

    public RunOptions Options { get; set; } = new();

    public BackendPrice? Price { get; set; }

    /// <summary>Further backends of the step.</summary>
    public List<StepBackend> Others { get; } = [];

    /// <summary>The run's clock; null for the system's.</summary>
    public ManualClock? Clock { get; set; }

    /// <summary>A server that answers every call well, and as many records as asked for.</summary>
    public static async Task<RunRig> StartAsync(int records, Func<Call, CallPlan>? script = null, string? key = null, IReadOnlyList<string>? models = null, bool verbatim = false, string? owner = null)
    {
        var rig = new RunRig(script ?? (_ => CallPlan.Says(Good) with { Usage = new TokenUsage(10, 3) }));
        rig.Server = await PlannedTwin.StartAsync(call => rig.Plan(call), key, models, verbatim, owner);
        rig.Options = new RunOptions
        {
            StorePath = rig.Folder.At(".sluice/runs.db"),
            OnChangedInput = ChangedInput.Rerun,
            Backoff = new BackoffOptions { First = TimeSpan.FromMilliseconds(1), Longest = TimeSpan.FromMilliseconds(2), StartPatience = TimeSpan.Zero },
        };
        rig.WritePipeline(text => text);
        rig.WriteRecords(Enumerable.Range(1, records).Select(n => $$"""{"id": "r{{n}}", "text": "posting {{n}}"}"""));
        return rig;
    }

    public void WritePipeline(Func<string, string> change) => Folder.Write("pipeline.yaml", change(Pipeline));

    public void WriteRecords(IEnumerable<string> lines) => Folder.Write("data.jsonl", string.Concat(lines.Select(line => line + "\n")));

    public PipelineRun NewRun(Uri? url = null)
    {
        var spec = PipelineFile.Load(Folder.At("pipeline.yaml"));
        StepBackend[] backends = [BackendAt(url ?? Server.BaseUrl), .. Others];
        return new PipelineRun(spec, spec.Steps.ToDictionary(step => step.Name, step => (IReadOnlyList<StepBackend>)
            [.. backends.Select(backend => backend with { Model = ModelOfStep.GetValueOrDefault(step.Name, backend.Model) })]), Options, Clock);
    }

    public StepBackend BackendAt(Uri url, string name = "rig") => new() { Name = name, Endpoint = new ModelEndpoint { BaseUrl = url, Key = Key }, Model = Model, Price = Price };

    public Task<RunReport> RunAsync(CancellationToken drain = default, CancellationToken abort = default) => NewRun().ExecuteAsync(this, drain, abort);

    /// <summary>The ids of the output, in its order.</summary>
    public IEnumerable<string> Ids => Output.Select(line => line.GetProperty("id").ToString());

    public IReadOnlyList<JsonElement> Output => [.. Folder.Lines("out/answers.jsonl").Select(line => JsonElement.Parse(line))];

    public IReadOnlyList<JsonElement> Failures => [.. Folder.Lines("out/answers.failed.jsonl").Select(line => JsonElement.Parse(line))];

    /// <summary>Completes when so many answers were accepted. To be called before the run begins.</summary>
    public Task AnsweredAsync(int count)
    {
        awaited = count;
        return reached.Task;
    }

    public override void Answered(AnsweredRecord record)
    {
        lock (gate)
        {
            AnsweredRecords.Add(record);
            if (AnsweredRecords.Count == awaited) reached.TrySetResult();
        }
    }

    public override void Failed(FailedRecord record)
    {
        lock (gate) FailedRecords.Add(record);
    }

    public override void Notice(string sentence)
    {
        lock (gate) Notices.Add(sentence);
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Folder.Dispose();
    }
}
