using Streaming.Lab.Records;
using Streaming.Qos.FlowSpecs;

namespace Streaming.Lab.Viewers;

/// <summary>The contracts a viewer had, by time.</summary>
internal sealed class ContractLog(Instant runStart)
{
    /// <summary>One change every ten seconds, which is the most a server makes, for almost three hours.</summary>
    private const int Most = 1_000;

    private readonly List<ContractRecord> _contracts = [];

    public IReadOnlyList<ContractRecord> All => _contracts;

    /// <summary>What is promised now; zero: nothing.</summary>
    public BitRate Rate { get; private set; }

    /// <summary>What is sent now, by name; empty where it has none.</summary>
    public string Rendition { get; private set; } = "";

    /// <summary>As it was granted first; null before.</summary>
    public string? Class { get; private set; }

    public void Add(ContractText terms, string reason, Instant now)
    {
        Contract contract = terms.Contract;
        (Rate, Rendition) = (contract.Traffic.Rate, terms.Point ?? "");
        string service = ServiceClassText.Format(contract.Class);
        Class ??= service;
        if (_contracts.Count < Most)
        {
            _contracts.Add(new(
                Seconds.Since(runStart, now), contract.Generation, Rendition, service, Rate.BitsPerSecond, contract.Traffic.Depth.Bytes,
                reason));
        }
    }
}
