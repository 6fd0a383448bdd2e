import { keysOf } from "./words.ts";

/** Given names that are common in Germany, of all who live there; none of them is an ordinary word. */
export const GIVEN_NAMES = keysOf(`
  Achim Ada Adam Adelheid Adrian Agnes Ahmed Ahmet Aileen Alain Albert Albrecht Alessandro Alex Alexander Alexandra Alfons Alfred Ali Alice
  Alina Alois Amelie Amir Ana Anastasia Andre André Andrea Andreas Andrej Andrew Andy Angelo Andrzej Angela Angelika Angelina Anika Anita Anja Anke Ann
  Anna Annalena Anne Anneliese Annemarie Annette Annika Anthony Antje Anton Antonia Antonio Ariane Armin Arne Arno Arnold Arthur Artur
  Astrid Axel Ayşe Barbara Barbel Bärbel Bastian Beat Beate Beatrice Beatrix Ben Benedikt Benjamin Benno Bernd Bernhard Bert Berta Berthold
  Bertram Bettina Bianca Birgit Birgitta Birte Björn Bodo Boris Brian Brigitte Brita Britta Bruce Bruno Burkhard Carina Carl Carla Carlo Carlos Carmen
  Carola Carolin Caroline Carsten Caterina Catherine Cathrin Cem Chantal Charles Charlotte Chris Christa Christel Christiane Christina
  Christine Christof Christoph Christopher Clara Claudia Claudio Claus Clemens Conny Constantin Cora Cordula Corinna Cornelia Cornelius
  Dagmar Daniel Daniela Daniele Danny Dario David Debora Denis Dennis Detlef Diana Dieter Dietmar Dietrich Dimitri Dirk Dominic Dominik
  Donald Dora Doreen Doris Dorothea Dorothee Eberhard Eckart Eckhard Edeltraud Edgar Edith Eduard Edward Egon Ekaterina Elena Eleonore Elfriede Elias
  Elif Elisa Elisabeth Elizabeth Elke Ella Ellen Elli Elmar Elsa Elvira Emil Emilia Emily Emma Emre Enrico Eric Erich Erik Erna Erwin Esther Eugen
  Eva Eveline Evelyn Ewald Fabian Fabienne Fatima Fatma Felicitas Felix Ferdinand Fernando Filip Finn Francesco Francis Francois François
  Franziska Frauke Fred Frederic Frederik Fridolin Frieda Friedhelm Friederike Friedrich Fritz Gabi Gabriel Gabriela Gabriele Gabriella
  Gerald Gerd Georg George Gerda Gerhard Gerlinde Gernot Gero Gert Gertrud Giovanni Gisela Gitta Giulia Giuseppe Gottfried Gottlieb Götz Gregor Greta Grete
  Gudrun Guido Günter Günther Gustav Hakan Hans Hanna Hannah Hannelore Hannes Hanno Harald Harry Hartmut Hasan Hedwig Heike Heiko Heiner Heinrich Heinz
  Helen Helena Helene Helga Hellmut Helma Helmut Helmuth Hendrik Henning Henri Henriette Henrik Henrike Henry Herbert Heribert Hermann Hermine Herta Hilda Hilde
  Hildegard Hiltrud Holger Horst Howard Hubert Hugo Hüseyin Ibrahim Ida Igor Ilka Ilona Ilse Imke Ina Ines Inga Inge Ingeborg Ingo Ingolf
  Ingrid Ioana Irena Irene Irina Irmgard Irmtraud Isa Isabel Isabell Isabella Isabelle Ivan Ivana Ivo Iwan Jacob Jacqueline Jacques Jakob James Jan Jana
  Jane Janet Janina Janine Jannik Jannis Jaroslav Jason Jean Jeff Jenny Jens Jessica Jim Jimmy Joachim Joan Jochen Joe Joel Johann Johanna Johannes
  John Johnny Jonas Jonathan Jörg Jörn José Josef Josefine Joseph Joshua Juan Judith Julio Jule Julia Julian Juliane Julien Julius Jürgen
  Justin Justus Jutta Kaja Karim Karin Karl Karla Karlheinz Karola Karolina Karsten Kaspar Katarina Kate Katharina Käthe Kathleen Kathrin Kathy Katja Katrin
  Kay Kenneth Kerstin Kevin Kilian Kim Kirsten Klara Klaus Konrad Konstantin Kristian Kristin Kristina Krzysztof Lars Larissa Larry Lasse Laura
  Laurenz Lea Leander Lena Leni Lennart Leo Leon Leonard Leonardo Leonhard Leonie Leopold Lewis Lia Liam Liane Lieselotte Lilli Lina Linda Linus Lisa Lorenz Lorenzo
  Lothar Lotte Louis Louise Luca Lucas Lucia Lucy Lüder Ludger Ludwig Luis Luisa Luise Lukas Lutz Lydia Madeleine Magda Magdalena Magnus Maja Malte Mandy
  Manfred Manuel Manuela Marc Marcel Marcello Marco Marcos Marcus Mareike Maren Margaret Margarete Margarethe Margit Margot Margret Maria Marian Marianne Marie Marika Mario Marion
  Marit Marius Marko Markus Marlene Marlies Marta Martha Martin Martina Marvin Mary Mathias Mathilde Mats Matteo Matthew Matthias Maurice Max
  Maximilian Mechthild Mehmet Melanie Melina Melissa Mia Michael Michaela Michail Michel Michèle Michelle Miguel Mike Mikhail Mila Milan Milena Mira Miriam Mirko
  Mohamed Mohammad Mohammed Monica Monika Monique Moritz Murat Muhammad Mustafa Nadine Nadja Natalia Natalie Natascha Nele Nelly Nicholas Nick Nico Nicola Nicolas Nicole Niels Nikita Niklas
  Niko Nikolai Nikolaus Nils Nina Noah Nora Norbert Norman Olaf Ole Oleg Olga Oliver Olivia Omar Oskar Oscar Osman Oswald Ottmar Ottilie Otto Pamela Pascal Patricia Patrick
  Patrik Paul Paula Paulina Pauline Pedro Peggy Peter Petra Philip Philipp Philippe Pia Pierre Piotr Rafael Raimund Rainer Ralf Ralph Ramona Raphael Raphaela
  Rebecca Rebekka Regina Regine Reiner Reinhard Reinhold Renate Renato Rene René Ricarda Riccardo Richard Rita Robert Roberto Rodrigo Roger Rick Roland Rolf Romy Ronald Ronja Ronny
  Rosa Rosemarie Rosi Roswitha Rüdiger Rudi Rudolf Rupert Ruth Sabine Sabrina Salvatore Samantha Samir Samuel Sandra Sandro Sara Sarah Sascha Saskia Scott
  Sebastian Selin Selina Selma Serge Sergej Sergio Sibylle Siegbert Siegfried Siegmund Siegrid Sigmund Sigrid Silja Silke Silvia Silvio Simon Simone Sina Sinan Sofia Sofie Sonja
  Sophia Sophie Sönke Sören Stefan Stefanie Steffen Steffi Stella Stephan Stephanie Stephen Steve Steven Stuart Susan Susanne Suse Svea Sven Svenja Svetlana Sylvester Sylvia Tamara Tanja
  Tatjana Ted Teresa Tessa Thea Theo Theodor Theresa Therese Thies Thilo Thomas Thorben Thorsten Tilman Tilo Tim Timo Tina Tobias Tom Tomas Tommy Toni Tony Torben Torsten
  Traute Tristan Udo Ulf Uli Ulla Ulrich Ulrike Urs Ursula Uschi Ute Uwe Valentin Valentina Valerie Vanessa Vera Verena Veronika Vincent Vincenzo
  Viktor Vivian Vivien Vladimir Volkmar Walter Walther Waltraud Wanda Wenzel Wilfried Wilhelm Wilhelmine William Willi Willy Winfried Wladimir Wojciech Wolfgang
  Wolfram Xaver Xavier Xenia Yannick Yasemin Yasmin Yusuf Yvonne Zoe`);
