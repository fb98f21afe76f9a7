using System.Diagnostics.CodeAnalysis;

namespace Streaming.Qos.FlowSpecs;

/// <summary>A contract as text: what the <c>Contract</c> header says, and <c>Alternative</c> of a contract that is only offered (its
/// generation is 0).</summary>
/// <param name="Contract">What the receiver asked for is not in the text.</param>
/// <param name="Point">The name of what is sent.</param>
/// <param name="Lease">How long the reservation outlives the last sign of life.</param>
public sealed record ContractText(Contract Contract, string? Point = null, TimeSpan? Lease = null)
{
    private static readonly TimeSpan UsualBuffer = TimeSpan.FromSeconds(1);

    /// <summary>Reads and checks; the first mistake is named. Unknown terms are passed over: a newer server may say more.</summary>
    public static bool TryParse(
        ReadOnlySpan<char> text, [NotNullWhen(true)] out ContractText? contract, [NotNullWhen(false)] out FlowSpecFault? fault)
    {
        contract = null;
        TermReader terms = new(text, []);
        TrafficSpec? traffic = terms.Traffic(isNeeded: true);
        ServiceClass service = terms.Class("class") ?? ServiceClass.ControlledLoad;
        Contract read = new()
        {
            Generation = terms.Number("generation") ?? 0,
            Class = service,
            Traffic = traffic ?? new(default, default, default, default, default),
            Reserved = terms.Rate("R") ?? Usual(service, traffic),
            DelayBound = terms.Duration("delay"),
            Buffer = terms.Duration("buffer") ?? UsualBuffer,
            Priority = terms.Number("priority") ?? FlowSpecRules.UsualPriority,
            Protection = terms.Protection("fec"),
            Resend = terms.Share("rtx"),
        };
        ContractText whole = new(read, terms.Name("point"), terms.Duration("lease"));
        fault = terms.Fault ?? whole.Check();
        contract = fault is null ? whole : null;
        return contract is not null;
    }

    /// <summary>The value of the header. What is written must be in order: a rendition's name could otherwise end the line.</summary>
    public string Format()
    {
        FlowSpecFault? fault = Check();
        Invariant.That(fault is null, $"a contract that is written is a good one: {fault}");
        bool isOffer = Contract.Generation == 0;
        TermWriter terms = new();
        terms.Add("generation", isOffer ? null : Contract.Generation);
        terms.Add("class", ServiceClassText.Format(Contract.Class));
        terms.Add(Contract.Traffic);
        bool isUsual = Contract.Reserved == Usual(Contract.Class, Contract.Traffic);
        terms.Add("R", isOffer && isUsual ? null : Contract.Reserved);
        terms.Add("delay", Contract.DelayBound);
        terms.Add("point", Point);
        terms.Add("buffer", Contract.Buffer);
        terms.Add("priority", Contract.Priority);
        terms.Add("fec", ProtectionText.Format(Contract.Protection));
        terms.Add("rtx", Contract.Resend);
        terms.Add("lease", Lease);
        return terms.ToString();
    }

    /// <summary>What is reserved where nothing is said of it.</summary>
    private static BitRate Usual(ServiceClass service, TrafficSpec? traffic) =>
        service == ServiceClass.BestEffort || traffic is null ? BitRate.Zero : traffic.Rate;

    private FlowSpecFault? Check() =>
        FlowSpecRules.Check(Contract.Traffic)
        ?? FlowSpecRules.Within("generation", Contract.Generation, int.MaxValue)
        ?? FlowSpecRules.Within("R", Contract.Reserved, TrafficSpec.MostRate, least: Contract.Class == ServiceClass.BestEffort ? 0 : 1)
        ?? FlowSpecRules.Within("delay", Contract.DelayBound)
        ?? FlowSpecRules.Within("buffer", Contract.Buffer, least: 0)
        ?? FlowSpecRules.Within("priority", Contract.Priority, FlowSpecRules.MostPriority)
        ?? FlowSpecRules.Named("point", Point)
        ?? FlowSpecRules.Within("lease", Lease)
        ?? FlowSpecRules.Protects("fec", Contract.Protection)
        ?? FlowSpecRules.Within("rtx", Contract.Resend, least: 1);
}
