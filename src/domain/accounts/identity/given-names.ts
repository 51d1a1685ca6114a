import { foldedName } from './latin-letters.ts'

/** Given names that one person may go by, in the languages of Europe and the Americas. A name may stand in several lines. */
const SAME_PERSON = `
Robert Rob Bob Bobby Bert Robbie Roberto
William Will Bill Billy Liam Wilhelm Willi Willy Willem Wim Guillaume Guillermo
Richard Rick Rich Dick Ricky Ricardo Riccardo
James Jim Jimmy Jamie Jacob
John Johnny Jack Jon Johannes Hans Jan Juan Jean Giovanni Gianni Joao Ivan Hannes
Jonathan Jon Jonny
Joseph Joe Josef Sepp Jose Pepe Giuseppe Beppe Josip
Michael Mike Mick Mikey Michel Miguel Michele Michal Mikael Misha
Thomas Tom Tommy Tomas Tommaso
Charles Charlie Chuck Karl Carl Carlos Carlo
Christopher Chris Kit Christoph Christophe Cristobal
Christian Chris Cristian
Daniel Dan Danny Dani Daniele
David Dave Davy Davide
Edward Ed Eddie Ted Ned Eduard Eduardo Edoardo
Andrew Andy Drew Andreas Andre Andrea Andres Andrzej
Anthony Tony Anton Antoine Antonio Toni
Alexander Alex Sandy Alec Xander Alexandre Alejandro Alessandro Sasha Aleksander Sander
Alexandra Alex Sandra Sascha Alejandra Alessandra Ola
Benjamin Ben Benny Benno Beniamino
Benedict Ben Benoit Benedikt Benedetto
Samuel Sam Sammy
Samantha Sam Sammie
Matthew Matt Matthias Matthieu Matteo Mateo Teo Mats Mateusz
Nicholas Nick Nico Klaus Nicolas Niklas Nicola Nikolaus Mikolaj Nikola
Steven Steve Stephen Stefan Stephan Etienne Esteban Stefano Steffen Steff Istvan
Peter Pete Pierre Pedro Pietro Piotr Pieter Piet Petra
Patrick Pat Paddy Patrice Patrizio
Patricia Pat Patty Trish Tricia Patrizia
Paul Pablo Paolo Pavel Pawel
Gregory Greg Gregor Grzegorz Gregorio
Geoffrey Geoff Jeffrey Jeff Gottfried
George Georg Jorge Giorgio Jurgen Jerzy Jiri Joerg
Henry Hank Harry Heinrich Henrik Henk Henri Enrique Enrico Hendrik Heinz
Harold Harry Hal
Frederick Fred Freddy Friedrich Fritz Frederic Federico Frederik
Francis Frank Francois Franck Francisco Paco Franz Francesco Franco Pancho
Lawrence Larry Laurent Lorenzo Lars Laurence
Leonard Len Lenny Leo Leonardo Leonhard
Louis Lou Luis Ludwig Luigi Lewis Lui
Lucas Luke Luca Lukas Luc
Philip Phil Philippe Felipe Filippo Pip
Raymond Ray Ramon Raimund
Ronald Ron Ronnie
Donald Don Donnie
Kenneth Ken Kenny
Timothy Tim Timmy Timo
Theodore Ted Theo Teodor
Vincent Vince Vinnie Vincenzo Vicente
Victor Vic Viktor Vittorio Wiktor
Walter Walt Wally
Zachary Zach Zack
Nathaniel Nathan Nate Nat
Joshua Josh
Gabriel Gabe Gab Gabriele
Gerald Gerry Jerry Gerhard Gerd
Gustav Gus Gustavo Gustaf
Gareth Gaz Gary
Maximilian Max Massimo Maxime
Sebastian Seb Basti Bastian Sebastien
Tobias Tobi Toby
Ulrich Uli Ueli
Ulrike Uli Rike
Wolfgang Wolf Wolfi
Joachim Jochen Achim Joaquin
Jasper Jas Kaspar Caspar
Jonas Joni Jona
Felix Feliks
Yannick Yann Jannik Jan
Julian Jules Giuliano Julien
Julia Jules Julie Giulia Juliette
Oliver Ollie Olli Olivier Oli Olivia
Elizabeth Liz Lizzie Beth Betty Eliza Lisa Elisabeth Else Isabel Elisabetta Elzbieta Ela Libby Elise Bettina
Isabel Isa Bella Isabelle Isabella Izabela
Katherine Kate Kathy Katie Kat Katharina Kathrin Catherine Cathy Catarina Caterina Katarzyna Kasia Karin Kathleen Katja Karen
Margaret Maggie Meg Peggy Margarethe Greta Gretchen Marguerite Margarita Margherita Malgorzata Gosia Rita Margot
Magdalena Lena Magda Leni Maddalena Madeleine
Mary Maria Marie Molly Polly Mitzi Mia Marion
Anne Anna Ann Annie Ania Anja Ana Hannah Anke Anita
Susan Sue Susie Susanne Suzanne Susana Zuzanna Zuza
Jennifer Jen Jenny Jenn
Jessica Jess Jessie
Rebecca Becky Becca Rebekka
Deborah Deb Debbie Debra
Barbara Barb Babs Basia Bibi Barbel
Christina Chris Tina Christine Kristina Kirsten Chrissy Cristina Krystyna Kiki
Stephanie Steph Steffi Stefanie Stefania
Victoria Vicky Tori Viktoria Vittoria
Nicole Nicky Nikki Nicoletta
Natalie Nat Natalia Nati Natasha
Theresa Terry Tess Tessa Teresa Therese Resi
Valentina Vale Tina
Veronica Vera Ronnie Veronika Weronika
Beatrice Bea Beatriz Trixie Beatrix Beate
Dorothy Dot Dottie Dorothea Doro Dorota
Eleanor Ellie Nell Nora Eleonore Leonor
Fiona Fi
Gabriele Gabi Gaby Gabriella Gabrielle
Esther Essie Ester
Helen Ellen Helena Nell Lena Helene Elena
Ingrid Inge Inga
Joanna Jo Joanne Johanna Hanna Asia Giovanna Jeanne
Josephine Jo Josie Josefine Fina Josefa Pepa
Kimberly Kim Kimmie
Pamela Pam
Sabine Bine Sabina
Sarah Sally Sadie Sara
Sophie Sofia Sophia Zofia Zosia Sofie
Alice Alicia Ali Alina Alicja Ala
Agnes Agnieszka Aga Ines
Caroline Carol Carrie Karoline Carolina Karolina Lina
Charlotte Charlie Lottie Lotte Carlotta
Martin Marty Marcin Martino
Mohammed Muhammad Mohamed Mo Mehmet
Abdullah Abdul
Nikhil Nik Nikolai Nick
Brendan Bren
Simon Si Simone Szymon
Stanislaw Stan Stanislav Staszek
Tadeusz Tadek
Krzysztof Krzys Chris
Wojciech Wojtek
Jacqueline Jackie
Amanda Mandy
Angela Angie Angelika Angelina
Emily Emma Em Emilia Emilie
Emanuel Manuel Manolo Manny
Ignacio Nacho Ignatz
Santiago Diego Santi
Rafael Rafa Raphael Rafal
Guadalupe Lupe
Rosario Charo
Concepcion Concha
`

const linesOf = new Map<string, Set<number>>()
for (const [line, names] of SAME_PERSON.trim().split('\n').entries())
  for (const name of names.split(' ')) {
    const key = foldedName(name)
    linesOf.set(key, (linesOf.get(key) ?? new Set()).add(line))
  }

/** Whether two given names, both folded, are known to be of one person: 'bob' and 'robert'. */
export function isKnownVariant(one: string, other: string): boolean {
  const lines = linesOf.get(one)
  return lines !== undefined && [...(linesOf.get(other) ?? [])].some((line) => lines.has(line))
}

/** Whether one reads like a short form of the other: 'alb' and 'albrecht', 'mena' and 'filomena'. */
export function readsShortened(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one]
  if (short.length < 2 || short === long) return false
  if (long.startsWith(short)) return true
  if (short.length >= 4 && long.endsWith(short)) return true
  // 'vicki' and 'viktoria' no, 'steffi' and 'stefanie' yes: a pet ending on the beginning of the name.
  const stem = short.replace(/(ie|ey|y|i|ka|us|chen)$/, '')
  return stem.length >= 3 && stem !== short && long.startsWith(stem)
}
