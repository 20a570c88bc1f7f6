using Sluice.Benchmarks.Answers;

return await AnswerBenchmark.RunAsync(args, Console.Out, Console.Error);
