//! Serving the built page on this machine.

use std::net::{Ipv4Addr, SocketAddr};

use anyhow::{Result, anyhow};
use clap::Args;
use rouille::{Request, Response, Server};

use crate::{build, paths, process};

/// Tried first when no port is asked for.
const FIRST_PORT: u16 = 8080;
/// How many ports are tried after it.
const MORE_PORTS: u16 = 100;

/// Arguments of `cargo xtask serve`.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// The port [default: 8080, or the next that is free].
    #[arg(long)]
    port: Option<u16>,
    /// Open the page in the default browser.
    #[arg(long)]
    open: bool,
    /// Run Vite's development server, which reloads the page when its TypeScript changes.
    #[arg(long)]
    dev: bool,
}

/// Builds the page and serves it until interrupted.
pub(crate) fn serve(options: &Options) -> Result<()> {
    if options.dev {
        build::build_imports()?;
        return develop(options);
    }
    build::build()?;
    let server = bind(options.port)?;
    let address = format!("http://{}/", server.server_addr());
    println!("\ntrainscope is at {address}  (stop with Ctrl-C)");
    if options.open {
        open::that(&address)?;
    }
    server.run();
    Ok(())
}

fn develop(options: &Options) -> Result<()> {
    let mut vite = process::npm(["run", "dev", "--", "--host", "127.0.0.1"]);
    if let Some(port) = options.port {
        vite.args(["--port", &port.to_string(), "--strictPort"]);
    }
    if options.open {
        vite.arg("--open");
    }
    process::run(&mut vite)
}

fn bind(port: Option<u16>) -> Result<Server<impl Fn(&Request) -> Response>> {
    let ports = match port {
        Some(port) => port..=port,
        None => FIRST_PORT..=FIRST_PORT + MORE_PORTS,
    };
    let mut failure = anyhow!("no port was tried");
    for port in ports {
        match Server::new(SocketAddr::from((Ipv4Addr::LOCALHOST, port)), answer) {
            Ok(server) => return Ok(server),
            Err(error) => failure = anyhow!("cannot serve on port {port}: {error}; choose another with --port"),
        }
    }
    Err(failure)
}

/// A file of the built page, or of a folder its index, as every static host does.
fn answer(request: &Request) -> Response {
    let dist = paths::dist();
    let url = request.url();
    let mut response = rouille::match_assets(request, &dist);
    if response.is_error() {
        let folder = url.trim_end_matches('/');
        let index = Request::fake_http("GET", format!("{folder}/index.html"), Vec::new(), Vec::new());
        response = rouille::match_assets(&index, &dist);
        if response.is_success() && folder == url {
            // Without the slash the index's relative links would lead elsewhere.
            let query = request.raw_query_string();
            let mark = if query.is_empty() { "" } else { "?" };
            response = Response::redirect_302(format!("{folder}/{mark}{query}"));
        }
    }
    if response.is_error() {
        response = Response::text(format!("there is no {url} in www/dist\n")).with_status_code(404);
    }
    response
        // After a rebuild a reload must show the new files.
        .with_unique_header("Cache-Control", "no-store")
        // A frame with a sandbox has no origin of its own, and may load modules only from servers that allow it.
        .with_unique_header("Access-Control-Allow-Origin", "*")
}
