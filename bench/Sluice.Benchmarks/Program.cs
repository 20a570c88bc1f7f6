using Sluice.Benchmarks.Answers;
using Sluice.Benchmarks.Clients;
using Sluice.Benchmarks.Concurrency;
using Sluice.Benchmarks.Engine;
using Sluice.Benchmarks.Knees;
using Sluice.Benchmarks.Live;
using Sluice.Benchmarks.Runs;
using Sluice.Benchmarks.Runs.Profiling;
using Sluice.Benchmarks.Runs.Short;
using Sluice.Benchmarks.Streams;
using Sluice.Benchmarks.Twin;

return await (args switch
{
    ["twin", .. var rest] => TwinBenchmark.RunAsync(rest, Console.Out, Console.Error),
    ["client", .. var rest] => ClientBenchmark.RunAsync(rest, Console.Out, Console.Error),
    ["concurrency", .. var rest] => ConcurrencyBenchmark.RunAsync(rest, Console.Out, Console.Error),
    ["knee", .. var rest] => KneeBenchmark.RunAsync(rest, Console.Out, Console.Error),
    ["live", .. var rest] => LiveBenchmark.RunAsync(rest, Console.Out, Console.Error),
    ["load", .. var rest] => LoadBenchmark.RunAsync(rest, Console.Out, Console.Error),
    ["profile", .. var rest] => ProfileBenchmark.RunAsync(rest, Console.Out, Console.Error),
    ["runs", .. var rest] => RunsBenchmark.RunAsync(rest, Console.Out, Console.Error),
    ["short", .. var rest] => ShortRunsBenchmark.RunAsync(rest, Console.Out, Console.Error),
    [OwnClient.Verb, .. var rest] => OwnClient.RunAsync(rest, Console.Out),
    ["engine", .. var rest] => EngineBenchmark.RunAsync(rest, Console.Out, Console.Error),
    [EngineServerProcess.Verb, .. var rest] => EngineServerProcess.ServeAsync(rest),
    _ => AnswerBenchmark.RunAsync(args, Console.Out, Console.Error),
});
