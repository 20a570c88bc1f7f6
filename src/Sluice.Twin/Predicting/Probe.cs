using Sluice.Twin.Calibrating;

namespace Sluice.Twin.Predicting;

/// <summary>The measurement that tells a parameter best, in words for people.</summary>
public static class Probe
{
    /// <summary>One sentence: what to run and what it pins down.</summary>
    public static string For(string parameter) => ParameterNames.KindOf(parameter) switch
    {
        ParameterNames.Bandwidth => "decode of one request with a long answer: it is bytes over bandwidth",
        ParameterNames.LayerOverhead => "decode at 1 and at 8 requests: what does not grow with bytes is launch overhead",
        ParameterNames.StepOverhead => "decode of a very small model on the same server: its step is nearly all overhead",
        ParameterNames.LinkLatency => "decode of one request on the cluster against one box",
        ParameterNames.LinkBandwidth => "prefill of a burst of 16 on the cluster against one box",
        ParameterNames.SplitExperts => "decode at 16 requests on the cluster against one box",
        ParameterNames.Skew => "decode at 8 requests: how many distinct experts a step reads",
        _ => "time to first token of one request: prompt tokens over it is the prefill rate",
    };
}
