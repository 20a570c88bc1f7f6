using Sluice.Benchmarks.Answers;
using Sluice.Benchmarks.Twin;

return await (args is ["twin", .. var rest] ? TwinBenchmark.RunAsync(rest, Console.Out, Console.Error) : AnswerBenchmark.RunAsync(args, Console.Out, Console.Error));
