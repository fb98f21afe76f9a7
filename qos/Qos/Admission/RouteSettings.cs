namespace Streaming.Qos.Admission;

/// <summary>Which clients live behind which link, as it is configured.</summary>
/// <param name="Subnet"><c>10.1.0.0/16</c> or <c>2001:db8::/32</c>; no bits set behind the prefix.</param>
/// <param name="Link">The link nearest to these clients.</param>
public sealed record RouteSettings(string Subnet, string Link);
