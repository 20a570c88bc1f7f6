using Sluice.Benchmarks.Answers;
using Sluice.Benchmarks.Live;
using Sluice.Benchmarks.Twin;

return await (args switch
{
    ["twin", .. var rest] => TwinBenchmark.RunAsync(rest, Console.Out, Console.Error),
    ["live", .. var rest] => LiveBenchmark.RunAsync(rest, Console.Out, Console.Error),
    _ => AnswerBenchmark.RunAsync(args, Console.Out, Console.Error),
});
