namespace Streaming.Qos.Admission;

/// <summary>What became of an <see cref="AdmissionRequest"/>.</summary>
public abstract record AdmissionDecision
{
    private AdmissionDecision()
    {
    }

    /// <summary>It holds what it asked for, on every link and on the machine.</summary>
    /// <param name="Reserved">R; zero for best effort.</param>
    /// <param name="DelayBound">Of the whole path; null where none is promised. RFC 2212.</param>
    public sealed record Admitted(BitRate Reserved, TimeSpan? DelayBound) : AdmissionDecision;

    /// <summary>Nothing changed.</summary>
    /// <param name="Limit">The one that is short; where several are, the one with the least room.</param>
    public sealed record Refused(Resource Limit, Amount Asked, Amount Available) : AdmissionDecision
    {
        public override string ToString() => $"{Limit} has {Available} free, {Asked} was asked for";
    }

    /// <summary>Nothing changed: no flow is like that.</summary>
    /// <param name="Term">What contradicts itself: r, b, p, m, M, delay, load.</param>
    public sealed record Malformed(string Term) : AdmissionDecision;
}
