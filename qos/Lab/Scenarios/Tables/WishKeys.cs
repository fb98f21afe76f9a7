using Streaming.Lab.Scenarios.Reading;
using Streaming.Qos.FlowSpecs;

namespace Streaming.Lab.Scenarios.Tables;

/// <summary>The keys of what viewers ask of the network: the terms of a flow specification.</summary>
internal static class WishKeys
{
    private const string NameRule = "the name of a rendition: letters, digits, blanks and any of .-_+:@/, at most 64";

    /// <summary>Every term that is given takes the place of what was asked before.</summary>
    public static Form<Func<FlowSpec, FlowSpec>> Changes { get; } = new SectionForm<FlowSpec>(
        "what is asked for",
        [
            Key<FlowSpec>.Of("class", "guaranteed, controlled-load or best-effort. Default: controlled-load.",
                Words.OneOf(
                    ("guaranteed", ServiceClass.Guaranteed),
                    ("controlled-load", ServiceClass.ControlledLoad),
                    ("best-effort", ServiceClass.BestEffort)),
                (wish, value) => wish with { Class = value }),
            Key<FlowSpec>.Of("rate", "The most that can be taken.",
                Words.Rate(BitRate.Kbps(1), TrafficSpec.MostRate), (wish, value) => wish with { MaxRate = value }),
            Key<FlowSpec>.Of("buffer", "How much of the film is held before it is shown. Default: 1s.",
                Words.Duration(TimeSpan.Zero, FlowSpecRules.MostTime), (wish, value) => wish with { Buffer = value }),
            Key<FlowSpec>.Of("memory", "How many bytes are held at most.",
                Words.Size(new(1), FlowSpecRules.MostMemory), (wish, value) => wish with { Memory = value }),
            Key<FlowSpec>.Of("delay", "Bound on the network's delay.",
                Words.Duration(new(1), FlowSpecRules.MostTime), (wish, value) => wish with { Delay = value }),
            Key<FlowSpec>.Of("jitter", "Bound on its variation.",
                Words.Duration(new(1), FlowSpecRules.MostTime), (wish, value) => wish with { Jitter = value }),
            Key<FlowSpec>.Of("loss", "Bound on the packets lost, before repair.", Words.Share(),
                (wish, value) => wish with { Loss = value }),
            Key<FlowSpec>.Of("burst", "Bound on the packets lost in a row.",
                Words.Count(0, FlowSpecRules.MostBurst), (wish, value) => wish with { LossBurst = value }),
            Key<FlowSpec>.Of("accept", "Renditions that would do, the best first. Default: any.",
                new ListForm<string>("renditions", Words.Line(NameRule, 64), FlowSpecRules.MostNames),
                (wish, value) => wish with { Accept = value }),
            Key<FlowSpec>.Of("priority", "0 to 9: the smallest gives way first. Default: 5.",
                Words.Count(0, FlowSpecRules.MostPriority), (wish, value) => wish with { Priority = value }),
        ],
        _ => FlowSpec.Nothing).Changes().As((change, _) => (change, FlowSpecRules.Check(change(FlowSpec.Nothing))?.ToString()));
}
