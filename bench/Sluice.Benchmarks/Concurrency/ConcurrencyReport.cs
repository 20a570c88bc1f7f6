using System.Globalization;
using Sluice.Benchmarks.Answers;

namespace Sluice.Benchmarks.Concurrency;

/// <summary>What came of runs in virtual time, as Markdown.</summary>
internal static class ConcurrencyReport
{
    public static string Of(Machine machine, string profiles) => string.Create(CultureInfo.InvariantCulture, $"""
        # Concurrency that sets itself

        Bulk runs of 20,000 records in virtual time: prompts of 1,500 tokens, answers of 400 to 1,000 unless said otherwise, a call given up after 600 s and
        sent again.
        {machine.Runtime}, {machine.Date}, commit {machine.Commit}; virtual time gives the same figures on any machine. To repeat:

            dotnet run -c Release --project bench/Sluice.Benchmarks -- concurrency

        The best fixed setting is the best of twenty from 3 to 1,024 whose p99 stays under 300 s, half of what a call may take. Goals of auto: at least
        95 % of it over the whole run, learning included; worst p99 (of any 700 answers in a row) under 300 s; within 10 % of its last level after 20 %
        of the run. The rivals are built from their published rules with their defaults.

        Where it falls short. Two servers are over with 20,000 records in 10 and 20 minutes while an answer takes 12 to 60 seconds: the few waves of
        answers that a climb takes are a tenth of the run, and a peak among hundreds of calls at once cannot be surrounded with what is left ("best at
        700": 87 %, "a plateau from 8 to 64": 94 %). With calls as unequal as lognormal with sigma 1 a rate is known to some 4 % after 400 answers: which
        of several levels is taken is chance, and a p99 of 300 s is passed before it is seen.
        {profiles}
        """);
}
