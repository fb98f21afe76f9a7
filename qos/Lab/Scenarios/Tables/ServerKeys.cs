using Streaming.Lab.Scenarios.Reading;

namespace Streaming.Lab.Scenarios.Tables;

/// <summary>The keys of the server.</summary>
internal static class ServerKeys
{
    public static Form<ServerTerms> Form { get; } = new SectionForm<ServerTerms>(
        "the server",
        [
            Key<ServerTerms>.Of("admits", "Whether it promises no more than the links that are declared carry; no: it takes everybody. "
                + "Default: yes.", Words.YesNo, (server, value) => server with { Admits = value }),
            Key<ServerTerms>.Of("reserves", "plan (what the film's plan of sending needs) or peak (its peak rate, as if nothing were known "
                + "of it). Default: plan.",
                Words.Choice("plan", "peak"), (server, value) => server with { ReservesPeak = value == "peak" }),
            Key<ServerTerms>.Of("lease", "How long a reservation outlives the last sign of life. Default: 60s.",
                Words.Duration(TimeSpan.FromSeconds(1), TimeSpan.FromHours(24)), (server, value) => server with { Lease = value }),
        ],
        _ => new());
}
