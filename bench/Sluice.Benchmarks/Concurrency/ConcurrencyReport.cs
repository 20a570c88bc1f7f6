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

        The best fixed setting is the best of twenty from 3 to 1,024 whose p99 stays under 300 s, half of what a call may take; that auto is sometimes
        better is because the best level lies between two of the twenty. Goals of auto: at least 95 % of it over the whole run, learning included; worst
        p99 (of any 700 answers in a row) under 300 s; within 10 % of its last level after 20 % of the run, counted from the last change of a server that
        changes. The rivals are built from their published rules with their defaults.

        Where it falls short. Three servers are over with 20,000 records in 10 to 20 minutes while an answer takes 5 to 60 seconds: the few waves of answers
        that a climb takes are a tenth of the run, and a peak among hundreds of calls at once cannot be surrounded with what is left ("best at 700", "a
        plateau from 8 to 64", "a public service"). With calls as unequal as lognormal with sigma 1 a rate is known to some 5 % after 400 answers: which of two
        levels that differ by as much is taken is chance. Where the records grow or shrink tenfold on the way there is no last level to settle at before half
        of them are read. A server that becomes slower in the middle is found out by rates of two epochs in a row or by calls that take too long, and settles
        a tenth of the run later.
        {profiles}
        """);
}
