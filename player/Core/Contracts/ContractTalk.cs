using System.Text;
using Streaming.Formats.Rtsp;
using Streaming.Formats.Rtsp.Headers;
using Streaming.Player.Protection;
using Streaming.Qos.FlowSpecs;

namespace Streaming.Player.Contracts;

/// <summary>What a client and its server say to each other about contracts: the wish, and what is in force.</summary>
/// <remarks>A server that does not list the feature is told of a rate at most, and not believed where it speaks of contracts.</remarks>
internal sealed class ContractTalk(FlowSpec wish)
{
    /// <summary>The tag in Supported.</summary>
    public const string Feature = "streaming.contract";

    public const string ContractHeader = "Contract";

    public const string FlowSpecHeader = "Flow-Spec";

    private const string Parameter = "contract:";

    public const string SupportedHeader = "Supported";

    /// <summary>What the viewer asks for.</summary>
    public FlowSpec Wish { get; set; } = wish;

    /// <summary>What is asked for to protect it; none where nobody sees to that, and what the viewer says of it counts.</summary>
    public ProtectionWish Protection { get; set; } = ProtectionWish.None;

    /// <summary>Both: what goes on the wire.</summary>
    public FlowSpec Whole => With(Wish, Protection);

    /// <summary>Whether the server knows contracts.</summary>
    public bool IsSpoken { get; private set; }

    /// <summary>Null before the first.</summary>
    public ContractText? InForce { get; private set; }

    /// <summary>A viewer's wish, protected: neither takes anything from the other.</summary>
    public static FlowSpec With(FlowSpec viewer, ProtectionWish protection) => protection.IsNone ? viewer : protection.On(viewer);

    /// <summary>The answer to OPTIONS.</summary>
    public void Listen(RtspResponse options) =>
        IsSpoken = TokenListHeader.TryParse(options.Headers[SupportedHeader] ?? "", out TokenListHeader? features, out _)
            && features.Contains(Feature);

    /// <summary>Puts a wish into a request, as far as the server understands it.</summary>
    public void Ask(RtspRequest request, FlowSpec asked)
    {
        if (IsSpoken)
        {
            request.Headers[SupportedHeader] = request.Headers[SupportedHeader] is { } others ? $"{Feature}, {others}" : Feature;
            request.Headers.Add(FlowSpecHeader, FlowSpecText.Format(asked));
        }
        else if (asked.MaxRate is { } rate)
        {
            request.Headers.Add("Bandwidth", new BandwidthHeader(rate).ToString());
        }
    }

    /// <summary>Takes what the server says is in force; it never goes back to an earlier generation.</summary>
    /// <param name="said">The value of the header; null where there is none.</param>
    public ContractNews Take(string? said)
    {
        if (said is null)
            return ContractNews.None;
        if (!IsSpoken)
            return new(IsNew: false, "the server speaks of a contract, but does not list the feature: ignored");
        if (!ContractText.TryParse(said, out ContractText? terms, out FlowSpecFault? fault))
            return new(IsNew: false, $"the server's contract is ignored, because {fault}");
        int generation = terms.Contract.Generation;
        if (generation < 1)
            return new(IsNew: false, "the server's contract is ignored, because it has no generation");
        if (InForce is { } held && generation <= held.Contract.Generation)
            return IsSame(held, terms) ? ContractNews.None : new(IsNew: false, Stale(held.Contract.Generation, generation));
        InForce = terms with { Contract = terms.Contract with { Asked = Wish } };
        return new(IsNew: true, null);
    }

    /// <summary>Makes of an offer the wish, where the viewer has named it among what would do.</summary>
    public bool TryAccept(ContractText offer)
    {
        if (offer.Point is not { } point || !Wish.Accept.Contains(point))
            return false;
        Wish = Wish with { Class = offer.Contract.Class, Buffer = offer.Contract.Buffer, Accept = [point] };
        return true;
    }

    /// <summary>Whether a text can be read as a contract at all.</summary>
    public static bool IsContract(string said) => ContractText.TryParse(said, out _, out _);

    /// <summary>The contract in a body of parameters; null where there is none. RFC 2326 §10.8.</summary>
    public static string? Line(byte[] body) => Encoding.UTF8.GetString(body).Split('\n', StringSplitOptions.TrimEntries)
        .Where(line => line.StartsWith(Parameter, StringComparison.OrdinalIgnoreCase))
        .Select(line => line[Parameter.Length..].Trim())
        .FirstOrDefault(said => said.Length > 0);

    /// <summary>The session is given up; the next one counts its contracts anew.</summary>
    public void Forget() => InForce = null;

    private static bool IsSame(ContractText held, ContractText said) =>
        held == said with { Contract = said.Contract with { Asked = held.Contract.Asked } };

    private static string Stale(int held, int said) => held == said
        ? $"the server says two things of contract {said}: the first stays in force"
        : $"contract {said} came after contract {held}, which stays in force";
}
