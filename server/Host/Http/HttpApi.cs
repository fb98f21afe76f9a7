using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.OpenApi;
using Streaming.Ffmpeg.Storage;
using Streaming.Server.Catalogue;
using Streaming.Server.Host.Channels;
using Streaming.Server.Host.Contracts;
using Streaming.Server.Host.Control;
using Streaming.Server.Host.Telemetry;

namespace Streaming.Server.Host.Http;

/// <summary>Everything that answers on the HTTP port.</summary>
internal static class HttpApi
{
    public static void AddServices(IServiceCollection services)
    {
        services.AddRouting();
        services.AddProblemDetails(problems => problems.CustomizeProblemDetails = context =>
        {
            if (context.ProblemDetails is { Status: StatusCodes.Status400BadRequest, Detail: null })
                context.ProblemDetails.Detail = "a parameter is not of its kind: is it a number where one is wanted?";
        });

        // Numbers are numbers: without this the description allows them as text as well.
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict);
        services.AddOpenApi("v1", description => description.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "Streaming server",
                Version = "v1",
                Description = "What there is to see, who is watching it, and how the server is doing.",
            };
            return Task.CompletedTask;
        }));
    }

    /// <param name="rtspPort">Known only when the server listens.</param>
    /// <param name="metrics">Fills in what there is to tell, at the moment it is asked for.</param>
    public static void Map(
        WebApplication app,
        ICatalogue catalogue,
        TitleFolders folders,
        RtspServer rtsp,
        ContractStore changes,
        ChannelTable channels,
        ILogger log,
        Func<int> rtspPort,
        Action<MetricsText> metrics)
    {
        // Whatever goes wrong is answered with a problem as well, an unknown path included.
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseRouting();

        RouteGroupBuilder api = app.MapGroup("/api/v1");
        TitleTraffics traffics = new(catalogue);
        TitlePictures pictures = new(folders);
        new TitlesApi(catalogue, folders, pictures, traffics, rtspPort).Map(api);
        new SessionsApi(rtsp).Map(api);
        new LinksApi(rtsp, changes, log).Map(api);
        new BookingsApi(rtsp.Desk, changes).Map(api);
        new ChannelsApi(channels, catalogue, rtspPort).Map(api);
        new ChannelFiles(channels, rtspPort).Map(api);
        new FilmEndpoints(catalogue, pictures, rtspPort).Map(app);
        new FrontPage(catalogue, channels, pictures, rtspPort).Map(app);
        new ChannelPage(channels, catalogue, rtspPort).Map(app);
        new TitlePage(catalogue, traffics, rtspPort).Map(app);
        app.MapOpenApi("/api/{documentName}/openapi.json");
        app.MapGet("/healthz", () => TypedResults.Text("ok\n"))
            .WithName("health").WithSummary("Answers 200 while the server serves.").WithTags("operation")
            .Produces<string>(StatusCodes.Status200OK, "text/plain");
        app.MapGet("/metrics", () => Metrics(metrics))
            .WithName("metrics").WithSummary("Metrics, as Prometheus reads them.").WithTags("operation")
            .Produces<string>(StatusCodes.Status200OK, "text/plain");
    }

    private static ContentHttpResult Metrics(Action<MetricsText> metrics)
    {
        MetricsText text = new();
        metrics(text);
        return TypedResults.Text(text.ToString(), MetricsText.ContentType);
    }
}
