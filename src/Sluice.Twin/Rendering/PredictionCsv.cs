using System.Globalization;
using System.Text;
using Sluice.Twin.Predicting;

namespace Sluice.Twin.Rendering;

/// <summary>Predicted levels as CSV, one line per topology and concurrency.</summary>
public static class PredictionCsv
{
    const string Header = "model,hardware,topology,concurrency,decode_tps,decode_tps_p10,decode_tps_p90,prefill_tps,prefill_tps_p10,prefill_tps_p90,"
        + "ttft_ms,ttft_ms_p10,ttft_ms_p90,tpot_ms,tpot_ms_p10,tpot_ms_p90,records_per_hour,records_per_hour_p10,records_per_hour_p90,running,memory_fits,"
        + "step_ms,weights,experts,kv,state,compute,launch,link";

    public static string Of(IReadOnlyList<(Predictor Predictor, IReadOnlyList<LevelPrediction> Ladder)> sides)
    {
        var text = new StringBuilder(Header).Append('\n');
        foreach (var (predictor, ladder) in sides)
        {
            foreach (var level in ladder)
            {
                string[] fields =
                [
                    predictor.Scenario.Model.Name, predictor.Scenario.Hardware.Name, predictor.Scenario.Topology.Name, Number(level.Concurrency),
                    .. Banded(level.DecodeTps), .. Banded(level.PrefillTps), .. Banded(level.TtftMs), .. Banded(level.TpotMs), .. Banded(level.RecordsPerHour),
                    Number(level.Running), level.Memory.Fits ? "true" : "false", Number(level.Step.Total * 1000),
                    .. level.Step.Shares.Select(share => Number(share.Share)),
                ];
                text.Append(string.Join(',', fields)).Append('\n');
            }
        }

        return text.ToString();
    }

    static string[] Banded(Band? band) => band is { } known ? [Number(known.Value), Number(known.Low), Number(known.High)] : ["", "", ""];

    static string Number(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}
